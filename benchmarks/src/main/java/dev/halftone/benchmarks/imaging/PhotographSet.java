package dev.halftone.benchmarks.imaging;

import dev.halftone.benchmarks.image.Photograph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// The photographs to encode as JPEGs, each in both sizes.
final class PhotographSet {
    private static final int SYNTHETIC_COUNT = 4;
    private static final int MAX_PHOTOGRAPHS = 12;
    private static final int MIN_PIXELS = 200_000;

    private final String origin;
    private final List<ResizedPair> photographs;

    private PhotographSet(String origin, List<ResizedPair> photographs) {
        this.origin = origin;
        this.photographs = photographs;
    }

    /// One photograph in both sizes.
    private record ResizedPair(Photograph large, Photograph small) {
        static ResizedPair of(Photograph photograph) {
            return new ResizedPair(
                    photograph.resizedTo(Photograph.Size.SIX_MEGAPIXELS),
                    photograph.resizedTo(Photograph.Size.ONE_MEGAPIXEL));
        }
    }

    static PhotographSet synthetic() {
        var photographs = LongStream.range(0, SYNTHETIC_COUNT)
                .mapToObj(Photograph::synthetic)
                .map(ResizedPair::of)
                .toList();
        return new PhotographSet(SYNTHETIC_COUNT + " drawn photographs", photographs);
    }

    /// Reads the first 12 usable photographs of a folder, by name. Unreadable files and those with fewer than
    /// 200,000 pixels are skipped.
    static PhotographSet read(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var photographs = files.sorted()
                    .map(Photograph::read)
                    .flatMap(Optional::stream)
                    .filter(photograph -> photograph.size().pixelCount() >= MIN_PIXELS)
                    .limit(MAX_PHOTOGRAPHS)
                    .map(ResizedPair::of)
                    .toList();
            if (photographs.isEmpty()) throw new IOException("no usable photographs in " + folder);
            return new PhotographSet(photographs.size() + " photographs of a folder", photographs);
        }
    }

    List<Photograph> ofSize(Photograph.Size size) {
        return photographs.stream()
                .map(resizedPair ->
                        size.equals(Photograph.Size.SIX_MEGAPIXELS) ? resizedPair.large() : resizedPair.small())
                .toList();
    }

    @Override
    public String toString() {
        return origin;
    }
}
