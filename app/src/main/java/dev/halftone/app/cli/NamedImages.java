package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.halftone.engine.storage.ImageFileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The images of ours that a CSV names, in whatever column and URL.
///
/// Only 64 bits of each name are kept, so that two million take 16 MB. Another name may have the same: it
/// counts as named.
final class NamedImages {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}\\.[a-z]{3,4}");
    private static final int DIGITS = 16;

    private final long[] sorted;

    private NamedImages(long[] sorted) {
        this.sorted = sorted;
    }

    /// Reads the CSV, whatever its charset: names are ASCII, and UTF-16 only puts zero bytes between.
    static NamedImages in(Path csv) throws IOException {
        try (var lines = Files.lines(csv, ISO_8859_1)) {
            return new NamedImages(lines.map(line -> line.replace("\0", ""))
                    .flatMap(line -> NAME.matcher(line).results().map(found -> found.group()))
                    .mapToLong(NamedImages::key)
                    .sorted()
                    .toArray());
        }
    }

    boolean contains(ImageFileName name) {
        return Arrays.binarySearch(sorted, key(name.text())) >= 0;
    }

    private static long key(String name) {
        return Long.parseUnsignedLong(name, 0, DIGITS, 16);
    }
}
