package dev.halftone.bench.imaging;

import dev.halftone.bench.picture.Photograph;
import dev.halftone.bench.picture.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// The photographs that JPEGs are made of, each in the sizes that are measured.
final class Album {
    private static final int DRAWN = 4;
    private static final int MOST = 12;
    private static final int SMALLEST = 200_000;

    private final String origin;
    private final List<Prints> photographs;

    private Album(String origin, List<Prints> photographs) {
        this.origin = origin;
        this.photographs = photographs;
    }

    /// One photograph in both sizes.
    private record Prints(Photograph large, Photograph small) {
        static Prints of(Photograph photograph) {
            return new Prints(photograph.of(Size.SIX_MEGAPIXELS), photograph.of(Size.ONE_MEGAPIXEL));
        }
    }

    static Album drawn() {
        var photographs = LongStream.range(0, DRAWN)
                .mapToObj(Photograph::drawn)
                .map(Prints::of)
                .toList();
        return new Album(DRAWN + " drawn photographs", photographs);
    }

    /// The first that can be read and are not too small, by name.
    static Album of(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            var photographs = files.sorted()
                    .map(Photograph::read)
                    .flatMap(Optional::stream)
                    .filter(photograph -> photograph.size().pixels() >= SMALLEST)
                    .limit(MOST)
                    .map(Prints::of)
                    .toList();
            if (photographs.isEmpty()) throw new IOException("no photographs that can be used in " + folder);
            return new Album(photographs.size() + " photographs of a folder", photographs);
        }
    }

    List<Photograph> in(Size size) {
        return photographs.stream()
                .map(prints -> size.equals(Size.SIX_MEGAPIXELS) ? prints.large() : prints.small())
                .toList();
    }

    @Override
    public String toString() {
        return origin;
    }
}
