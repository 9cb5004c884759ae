package dev.halftone.acceptance.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.halftone.acceptance.browser.Browser;
import dev.halftone.acceptance.browser.BrowserExtension;
import dev.halftone.acceptance.images.BrowserDecoder.Decoded;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recompressor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a browser shows whole is published by every path, and looks the same. What is refused, no browser shows.
///
/// A difference that is accepted stands in `known-differences.tsv`, and fails once it is gone.
@ExtendWith(BrowserExtension.class)
class PublishedImagesTest {
    private static final KnownDifferences KNOWN = KnownDifferences.read();
    private static final Recompressor RECOMPRESSOR = Recompressor.open(ImageLimits.defaults(), Optional.empty());
    // Calling the browser takes longer than decoding a file.
    private static final int BATCH = 16;
    private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2);

    private final BrowserDecoder decoder;

    PublishedImagesTest(Browser browser) {
        decoder = BrowserDecoder.start(browser);
    }

    @BeforeEach
    void openPage() {
        decoder.openPage();
    }

    @AfterEach
    void stopDecoder() {
        decoder.close();
    }

    @AfterAll
    static void stopWorkers() {
        WORKERS.shutdown();
    }

    /// Each file in its format, and every fourth by one other path. Which ones depends on their names.
    @TestFactory
    Stream<DynamicTest> publishesEveryFileAsItIsShown() {
        var others =
                EnumSet.complementOf(EnumSet.of(ConversionPath.KEEP)).stream().toList();
        return tests(Corpus.files().stream().map(file -> {
            var hash = file.name().hashCode();
            var paths = EnumSet.of(ConversionPath.KEEP);
            if (hash % 4 == 0) paths.add(others.get(Math.floorMod(hash / 4, others.size())));
            return publish(file, paths);
        }));
    }

    @TestFactory
    @Tag("exhaustive")
    Stream<DynamicTest> publishesEveryFileByEveryPathAsItIsShown() {
        return tests(Corpus.files().stream().map(file -> publish(file, EnumSet.allOf(ConversionPath.class))));
    }

    private static Future<Publication> publish(CorpusFile file, Set<ConversionPath> paths) {
        return WORKERS.submit(() -> Publication.of(file, RECOMPRESSOR, paths));
    }

    private Stream<DynamicTest> tests(Stream<Future<Publication>> submitted) {
        var publications = submitted.toList();
        return IntStream.iterate(0, first -> first < publications.size(), first -> first + BATCH)
                .mapToObj(first -> publications.subList(first, Math.min(first + BATCH, publications.size())))
                .flatMap(batch -> testsOfBatch(
                        batch.stream().map(PublishedImagesTest::result).toList()));
    }

    private Stream<DynamicTest> testsOfBatch(List<Publication> publications) {
        var decoded = decoder.decode(publications.stream()
                        .flatMap(each -> each.images().stream())
                        .toList())
                .iterator();
        return publications.stream().map(publication -> {
            var own = publication.images().stream().map(_ -> decoded.next()).toList();
            return dynamicTest(publication.file().name(), () -> check(publication, own));
        });
    }

    private static Publication result(Future<Publication> publication) {
        try {
            return publication.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a conversion failed", e);
        }
    }

    private static void check(Publication publication, List<Decoded> decoded) {
        var faults = publication.faults(decoded);

        var unexpected = new LinkedHashMap<String, List<ConversionPath>>();
        for (var path : publication.results().keySet())
            unexpected(publication.file(), path, Optional.ofNullable(faults.get(path)))
                    .ifPresent(text -> unexpected
                            .computeIfAbsent(text, _ -> new ArrayList<>())
                            .add(path));
        assertThat(unexpected).as(publication.file().name()).isEmpty();
    }

    private static Optional<String> unexpected(CorpusFile file, ConversionPath path, Optional<String> fault) {
        if (!KNOWN.contains(file, path)) return fault;
        return fault.isPresent() ? Optional.empty() : Optional.of("is right, but listed as a known difference");
    }

    @Test
    void listsKnownDifferencesOfThisCorpusOnly() {
        var names = Corpus.files().stream().map(CorpusFile::name).toList();

        assertThat(names).doesNotHaveDuplicates().containsAll(KNOWN.files());
    }
}
