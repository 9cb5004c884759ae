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

/// Checks the output of a candidate: `output.csv` and the images that it lists.
record ImageOutputCheck(Path folder) {
    // Below this, the output shows a different image than the source; quality 50 has 35 dB or more.
    private static final double MIN_PSNR_DB = 28;

    // Only every tenth image is compared with its source: decoding all sources would take too long.
    private static final int PSNR_SAMPLE_INTERVAL = 10;

    /// Checks that every input image has an output image that is complete, has fewer bytes than its source, and
    /// has the same dimensions as all others. Every tenth image must also show the same as its source.
    void check(Candidate.Workload workload) throws IOException {
        var files = outputFiles();
        if (files.size() != workload.imageCount())
            throw new IllegalStateException(
                    files.size() + " images instead of " + workload.imageCount() + " in " + folder);
        var expectedSize = LumaPlane.of(workload.images().getFirst());
        IntStream.range(0, files.size()).parallel().forEach(index -> {
            var lumaPlane =
                    requireCompleteImage(files.get(index), workload.images().get(index), expectedSize);
            if (index % PSNR_SAMPLE_INTERVAL == 0)
                requireSimilar(lumaPlane, workload.images().get(index), files.get(index));
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

    private static LumaPlane requireCompleteImage(Path file, ImageBytes source, LumaPlane expectedSize) {
        try {
            var output = new ImageBytes(Files.readAllBytes(file));
            var lumaPlane = LumaPlane.of(output);
            if (lumaPlane.hasSameSize(expectedSize) && output.size() < source.size()) return lumaPlane;
            throw new IllegalStateException(file + " is " + lumaPlane + " in " + output + ", its source had " + source);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is not a complete image", e);
        }
    }

    private static void requireSimilar(LumaPlane lumaPlane, ImageBytes source, Path file) {
        try {
            if (lumaPlane.psnr(LumaPlane.of(source)) < MIN_PSNR_DB)
                throw new IllegalStateException(file + " does not show the same image as its source");
        } catch (IOException e) {
            throw new UncheckedIOException("a source is not a complete image", e);
        }
    }
}
