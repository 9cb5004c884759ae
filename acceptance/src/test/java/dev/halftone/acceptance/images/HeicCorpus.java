package dev.halftone.acceptance.images;

import dev.halftone.imaging.SampleImages;
import java.util.stream.Stream;

/// HEICs, which Chromium does not show, where the system can decode them.
final class HeicCorpus {
    private HeicCorpus() {}

    static Stream<CorpusFile> files() {
        return SampleImages.HEICS.stream()
                .filter(SampleImages.Sample::isReadable)
                .map(sample -> CorpusFile.of("Quarters: " + sample, sample.bytes(), Quarters.picture(sample)));
    }
}
