package dev.halftone.benchmarks.harness;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;

/// A generated catalogue. All rows have the same number of images, and no image occurs twice.
///
/// @param url maps the number of an image to its URL
public record SyntheticCatalog(int rows, int imagesPerRow, LongFunction<String> url) {
    public static final int DEFAULT_IMAGES_PER_ROW = 2;

    /// Writes the catalogue as CSV and returns the file.
    public Path write(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write("Serial Number,Product Name,Input Image URLs\n");
            for (var row = 0; row < rows; row++) write(row, out);
        }
        return file;
    }

    private void write(int row, BufferedWriter out) throws IOException {
        out.write(1001 + row + ",Product " + row + ",\"");
        for (var image = 0; image < imagesPerRow; image++) {
            if (image > 0) out.write(',');
            out.write(url.apply((long) row * imagesPerRow + image));
        }
        out.write("\"\n");
    }

    public long images() {
        return (long) rows * imagesPerRow;
    }
}
