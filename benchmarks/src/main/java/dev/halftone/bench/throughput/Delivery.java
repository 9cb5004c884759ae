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

    /// Each place of the CSV has its picture, which is whole, as large as its source, shows the same, and is smaller.
    void check(Goods goods) throws IOException {
        var files = files();
        if (files.size() != goods.count())
            throw new IllegalStateException(files.size() + " pictures instead of " + goods.count() + " in " + folder);
        IntStream.range(0, files.size())
                .parallel()
                .forEach(number -> check(goods.pictures().get(number), files.get(number)));
    }

    private List<Path> files() throws IOException {
        try (var rows = CsvReader.builder().ofNamedCsvRecord(folder.resolve("output.csv"))) {
            return rows.stream().flatMap(Delivery::urls).map(folder::resolve).toList();
        }
    }

    private static Stream<String> urls(NamedCsvRecord row) {
        return Stream.of(row.getField("Output Image URLs").split(",", -1));
    }

    private static void check(ImageBytes source, Path file) {
        try {
            var made = new ImageBytes(Files.readAllBytes(file));
            var luma = Luma.of(made);
            var original = Luma.of(source);
            if (made.size() >= source.size() || !luma.hasSizeOf(original) || luma.psnr(original) < SAME_PICTURE)
                throw new IllegalStateException(file + " is not the picture that was asked for");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no whole picture", e);
        }
    }
}
