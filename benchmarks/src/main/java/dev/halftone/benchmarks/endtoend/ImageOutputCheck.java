package dev.halftone.benchmarks.endtoend;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.halftone.benchmarks.image.LumaPlane;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a contender has made: `output.csv`, and the pictures that it names.
record ImageOutputCheck(Path folder) {
    // Farther than this from the source is another picture; quality 50 is 35 dB or more.
    private static final double MIN_PSNR_DB = 28;

    // To be done in time: a picture and its source are not decoded each time.
    private static final int PSNR_SAMPLE_INTERVAL = 10;

    /// Each place of the CSV has its picture, which is whole, smaller than its source, and of the size that all
    /// have; and every tenth one shows the same as its source.
    void check(Candidate.Workload workload) throws IOException {
        var files = outputFiles();
        if (files.size() != workload.imageCount())
            throw new IllegalStateException(
                    files.size() + " pictures instead of " + workload.imageCount() + " in " + folder);
        var usual = LumaPlane.of(workload.images().getFirst());
        IntStream.range(0, files.size()).parallel().forEach(number -> {
            var lumaPlane =
                    requireCompleteImage(files.get(number), workload.images().get(number), usual);
            if (number % PSNR_SAMPLE_INTERVAL == 0)
                requireSimilar(lumaPlane, workload.images().get(number), files.get(number));
        });
    }

    private List<Path> outputFiles() throws IOException {
        try (var rows = CsvReader.builder().ofNamedCsvRecord(folder.resolve("output.csv"))) {
            return rows.stream()
                    .flatMap(ImageOutputCheck::urls)
                    .map(folder::resolve)
                    .toList();
        }
    }

    private static Stream<String> urls(NamedCsvRecord row) {
        return Stream.of(row.getField("Output Image URLs").split(",", -1));
    }

    private static LumaPlane requireCompleteImage(Path file, ImageBytes source, LumaPlane usual) {
        try {
            var made = new ImageBytes(Files.readAllBytes(file));
            var lumaPlane = LumaPlane.of(made);
            if (lumaPlane.hasSameSize(usual) && made.size() < source.size()) return lumaPlane;
            throw new IllegalStateException(file + " is " + lumaPlane + " in " + made + ", its source had " + source);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no whole picture", e);
        }
    }

    private static void requireSimilar(LumaPlane lumaPlane, ImageBytes source, Path file) {
        try {
            if (lumaPlane.psnr(LumaPlane.of(source)) < MIN_PSNR_DB)
                throw new IllegalStateException(file + " does not show what its source shows");
        } catch (IOException e) {
            throw new UncheckedIOException("a source is no whole picture", e);
        }
    }
}
