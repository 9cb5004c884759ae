package dev.halftone.engine.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder of CSV files, and what intake says of them.
final class CsvFolder {
    static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    private final Path folder;
    private final Intake intake;

    CsvFolder(Path folder) {
        this(folder, IntakeLimits.defaults());
    }

    CsvFolder(Path folder, IntakeLimits limits) {
        this.folder = folder;
        this.intake = new Intake(limits);
    }

    Path file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String text, Charset charset) {
        return file(text.getBytes(charset));
    }

    Path file(byte[] bytes) {
        try {
            return Files.write(folder.resolve("products.csv"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Checked check(String text) {
        return check(file(text));
    }

    Checked check(Path file) {
        try {
            return intake.check(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Product> products(String text) {
        return products(file(text));
    }

    List<Product> products(Path file) {
        try (var reader = intake.products(file)) {
            var products = new ArrayList<Product>();
            reader.forEachRemaining(products::add);
            return products;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The violations as `line:column code`.
    List<String> violations(String text) {
        return violations(file(text));
    }

    List<String> violations(Path file) {
        return switch (check(file)) {
            case Checked.Accepted accepted -> List.of();
            case Checked.Rejected(var violations) ->
                violations.first().stream()
                        .map(v -> v.line() + ":" + v.column() + " " + v.code().word())
                        .toList();
        };
    }

    /// The words about the first violation.
    String complaint(String text) {
        return switch (check(text)) {
            case Checked.Accepted accepted -> throw new AssertionError("accepted: " + accepted);
            case Checked.Rejected(var violations) ->
                violations.first().getFirst().message();
        };
    }

    /// The warnings about an accepted file, as `line:column code`.
    List<String> warnings(String text) {
        return accepted(text).warnings().first().stream()
                .map(w -> w.line() + ":" + w.column() + " " + w.code().word())
                .toList();
    }

    Checked.Accepted accepted(String text) {
        return accepted(file(text));
    }

    Checked.Accepted accepted(Path file) {
        return switch (check(file)) {
            case Checked.Accepted accepted -> accepted;
            case Checked.Rejected rejected -> throw new AssertionError("rejected: " + rejected);
        };
    }
}
