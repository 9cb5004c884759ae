package dev.halftone.bench.throughput;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.halftone.bench.picture.Luma;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a contender has made: `output.csv`, and the pictures that it names.
record Delivery(Path folder) {
    // Farther than this from the source is another picture; quality 50 is 35 dB or more.
    private static final double SAME_PICTURE = 28;

    // To be done in time: a picture and its source are not decoded each time.
    private static final int LOOKED_AT = 10;

    /// Each place of the CSV has its picture, which is whole, smaller than its source, and of the size that all
    /// have; and every tenth one shows the same as its source.
    void check(Goods goods) throws IOException {
        var files = files();
        if (files.size() != goods.count())
            throw new IllegalStateException(files.size() + " pictures instead of " + goods.count() + " in " + folder);
        var usual = Luma.of(goods.pictures().getFirst());
        IntStream.range(0, files.size()).parallel().forEach(number -> {
            var luma = whole(files.get(number), goods.pictures().get(number), usual);
            if (number % LOOKED_AT == 0) requireSame(luma, goods.pictures().get(number), files.get(number));
        });
    }

    private List<Path> files() throws IOException {
        try (var rows = CsvReader.builder().ofNamedCsvRecord(folder.resolve("output.csv"))) {
            return rows.stream().flatMap(Delivery::urls).map(folder::resolve).toList();
        }
    }

    private static Stream<String> urls(NamedCsvRecord row) {
        return Stream.of(row.getField("Output Image URLs").split(",", -1));
    }

    private static Luma whole(Path file, ImageBytes source, Luma usual) {
        try {
            var made = new ImageBytes(Files.readAllBytes(file));
            var luma = Luma.of(made);
            if (luma.hasSizeOf(usual) && made.size() < source.size()) return luma;
            throw new IllegalStateException(file + " is " + luma + " in " + made + ", its source had " + source);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no whole picture", e);
        }
    }

    private static void requireSame(Luma luma, ImageBytes source, Path file) {
        try {
            if (luma.psnr(Luma.of(source)) < SAME_PICTURE)
                throw new IllegalStateException(file + " does not show what its source shows");
        } catch (IOException e) {
            throw new UncheckedIOException("a source is no whole picture", e);
        }
    }
}
