package dev.halftone.benchmarks.harness;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongFunction;

/// A generated catalogue. All rows have the same number of images, and no image occurs twice.
///
/// @param url maps the number of an image to its URL
public record SyntheticCatalog(Layout layout, int rows, int imagesPerRow, LongFunction<String> url) {
    public static final int DEFAULT_IMAGES_PER_ROW = 2;

    private static final int FIRST_ID = 1001;

    /// The columns of a catalogue.
    public enum Layout {
        /// All images of a row in one cell.
        STANDARD,
        /// The first image of a row in one cell, the second in another. Other columns take as much as in a real export.
        SHOPIFY
    }

    /// A catalogue in the standard layout.
    public SyntheticCatalog(int rows, int imagesPerRow, LongFunction<String> url) {
        this(Layout.STANDARD, rows, imagesPerRow, url);
    }

    public SyntheticCatalog {
        if (layout == Layout.SHOPIFY && imagesPerRow != 2)
            throw new IllegalArgumentException("a row of Shopify's export has two images, not " + imagesPerRow);
    }

    /// Writes the catalogue as CSV and returns the file.
    public Path write(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write(
                    layout == Layout.STANDARD
                            ? "Serial Number,Product Name,Input Image URLs\n"
                            : "Handle,Title,Body (HTML),Vendor,Image Src,Image Position,Variant Image,Status\n");
            for (var row = 0; row < rows; row++) {
                if (layout == Layout.STANDARD) writeStandard(row, out);
                else out.write(shopifyRow(row, url.apply(2L * row), url.apply(2L * row + 1)));
            }
        }
        return file;
    }

    private static String shopifyRow(int row, String first, String second) {
        return "%s,Product %d,\"<p>Made of oak, \"\"oiled\"\".</p>\",Shop,%s,1,%s,active\n"
                .formatted(id(row), row, first, second);
    }

    /// The serial number of a row, from 0.
    public static String id(int row) {
        return Integer.toString(FIRST_ID + row);
    }

    private void writeStandard(int row, BufferedWriter out) throws IOException {
        out.write(id(row) + ",Product " + row + ",\"");
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
