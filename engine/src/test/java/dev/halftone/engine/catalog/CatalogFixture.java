package dev.halftone.engine.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder of CSV files, and what intake says of them.
final class CatalogFixture {
    static final String HEADER = "Serial Number,Product Name,Input Image URLs\n";

    private final Path folder;
    private final CatalogReader catalogReader;

    CatalogFixture(Path folder) {
        this(folder, CatalogReader.Limits.defaults());
    }

    CatalogFixture(Path folder, CatalogReader.Limits limits) {
        this.folder = folder;
        this.catalogReader = new CatalogReader(limits);
    }

    Path write(String text) {
        return write(text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String text, Charset charset) {
        return write(text.getBytes(charset));
    }

    Path write(byte[] bytes) {
        try {
            return Files.write(folder.resolve("products.csv"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CatalogCheck check(String text) {
        return check(write(text));
    }

    CatalogCheck check(Path file) {
        try {
            return catalogReader.check(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Product> products(String text) {
        return products(write(text));
    }

    List<Product> products(Path file) {
        try (var reader = catalogReader.products(file)) {
            var products = new ArrayList<Product>();
            reader.forEachRemaining(products::add);
            return products;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The violations as `line:column code`.
    List<String> violations(String text) {
        return violations(write(text));
    }

    List<String> violations(Path file) {
        return switch (check(file)) {
            case CatalogCheck.Accepted accepted -> List.of();
            case CatalogCheck.Rejected(var violations, var _) ->
                violations.first().stream()
                        .map(v -> v.line() + ":" + v.column() + " " + v.code().text())
                        .toList();
        };
    }

    /// The words about the first violation.
    String firstViolationMessage(String text) {
        return violationMessages(text).getFirst();
    }

    List<String> violationMessages(String text) {
        return switch (check(text)) {
            case CatalogCheck.Accepted accepted -> throw new AssertionError("accepted: " + accepted);
            case CatalogCheck.Rejected(var violations, var _) ->
                violations.first().stream().map(Violation::message).toList();
        };
    }

    /// The warnings about an accepted file, as `line:column code`.
    List<String> warnings(String text) {
        return accepted(text).warnings().first().stream()
                .map(w -> w.line() + ":" + w.column() + " " + w.code().text())
                .toList();
    }

    CatalogCheck.Accepted accepted(String text) {
        return accepted(write(text));
    }

    CatalogCheck.Accepted accepted(Path file) {
        return switch (check(file)) {
            case CatalogCheck.Accepted accepted -> accepted;
            case CatalogCheck.Rejected rejected -> throw new AssertionError("rejected: " + rejected);
        };
    }
}
