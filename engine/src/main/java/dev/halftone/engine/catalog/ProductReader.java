package dev.halftone.engine.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Iterates over the products of an accepted file. For one thread; close it after use.
///
/// Methods throw [UncheckedIOException] if the file cannot be read, and [IllegalStateException] if it is no longer
/// the accepted file.
public final class ProductReader implements Iterator<Product>, AutoCloseable {
    private final RowReader rows;
    private long row;
    private Optional<Product> next = Optional.empty();

    ProductReader(RowReader rows) {
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()) next = nextRow().map(found -> found.product(++row));
        return next.isPresent();
    }

    @Override
    public Product next() {
        if (!hasNext()) throw new NoSuchElementException();
        var product = next.orElseThrow();
        next = Optional.empty();
        return product;
    }

    private Optional<RowReader.Row> nextRow() {
        try {
            var reading = rows.next();
            while (reading instanceof RowReader.RepeatedHeader) reading = rows.next();
            return switch (reading) {
                case RowReader.Row found -> Optional.of(found);
                case RowReader.RepeatedHeader _ -> throw new AssertionError("skipped above");
                case RowReader.End() -> Optional.empty();
                case RowReader.BrokenCell brokenCell ->
                    throw new IllegalStateException("not the file that was accepted: " + brokenCell);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
