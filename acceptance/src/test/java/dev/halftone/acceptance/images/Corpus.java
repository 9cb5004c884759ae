package dev.halftone.acceptance.images;

import java.util.List;
import java.util.stream.Stream;

/// All files.
final class Corpus {
    private static final List<CorpusFile> FILES = Stream.of(
                    JpegCorpus.files(),
                    DamagedJpegCorpus.files(),
                    JpegColorCorpus.files(),
                    ExifCorpus.files(),
                    ProfileCorpus.files(),
                    PngCorpus.files(),
                    ApngCorpus.files(),
                    WebpCorpus.files(),
                    AvifCorpus.files(),
                    GifCorpus.files(),
                    BmpCorpus.files(),
                    TiffCorpus.files(),
                    HeicCorpus.files(),
                    TextCorpus.files())
            .flatMap(files -> files)
            .toList();

    private Corpus() {}

    static List<CorpusFile> files() {
        return FILES;
    }
}
