package dev.halftone.engine.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The products of an accepted file, one after the other. For one thread; to be closed.
///
/// Its methods throw [UncheckedIOException] where the file cannot be read, and [IllegalStateException] where it is no
/// longer the file that was accepted.
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

    private Optional<Row> nextRow() {
        try {
            return switch (rows.next()) {
                case Row found -> Optional.of(found);
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
