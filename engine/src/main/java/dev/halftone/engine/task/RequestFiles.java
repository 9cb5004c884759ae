package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Images.AttemptedImage;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.storage.ImageFileName;
import java.util.List;
import java.util.stream.Stream;

/// The files that a request has published, or may have published before its process died.
public final class RequestFiles {
    private static final int PAGE = 1_000;

    private final Ledger ledger;

    public RequestFiles(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Their names, in pages that are read when they are needed.
    public Stream<List<ImageFileName>> pages(Request request) {
        return Stream.iterate(
                        page(request, 0),
                        page -> !page.isEmpty(),
                        page -> page(request, page.getLast().number()))
                .map(page ->
                        page.stream().flatMap(image -> names(request, image)).toList());
    }

    private List<AttemptedImage> page(Request request, long after) {
        return ledger.images().attempted(request.number(), after, PAGE);
    }

    private static Stream<ImageFileName> names(Request request, AttemptedImage image) {
        return image.fileName()
                .map(name -> Stream.of(new ImageFileName(name)))
                .orElseGet(() -> ImageFileName.candidates(request.id(), image.number()));
    }
}
