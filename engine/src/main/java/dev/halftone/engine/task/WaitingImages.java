package dev.halftone.engine.task;

import dev.halftone.engine.ledger.Images.DelayedImage;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.Waiting;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the images of a request that wait for another attempt.
///
/// They are looked for in the chunks that run or are due later, a limited number of them, and not among all
/// images of the request, which may be millions.
public final class WaitingImages {
    private static final int MAX_CHUNKS = 64;

    private final Ledger ledger;
    private final InstantSource clock;

    public WaitingImages(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /// What images of the request wait for; empty when none waits.
    public Optional<Waiting> of(Request request) {
        var now = clock.instant();
        var chunks = ledger.taskClaims()
                .startedOrDelayed(
                        TaskNames.PROCESS.getTaskName(), TaskNames.requestPrefix(request.number()), now, MAX_CHUNKS);
        var images = chunks.stream()
                .map(TaskNames::chunk)
                .flatMap(chunk -> ledger.images().delayed(chunk, now).stream())
                .toList();
        return images.stream().min(Comparator.comparing(DelayedImage::due)).map(first -> waiting(first, images));
    }

    private static Waiting waiting(DelayedImage first, List<DelayedImage> images) {
        var hosts = images.stream().flatMap(image -> host(image).stream()).distinct();
        return new Waiting(
                first.code(), first.message(), host(first), hosts.count(), images.size(), Optional.of(first.due()));
    }

    private static Optional<String> host(DelayedImage image) {
        var url = new SourceUrl(image.url()).withScheme();
        return image.code().equals(FailureCode.STORAGE_FAILED) || url.problem().isPresent()
                ? Optional.empty()
                : Optional.of(url.toHttpUrl().host());
    }
}
