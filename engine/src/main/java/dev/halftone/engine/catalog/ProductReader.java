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
    private final Table.Rows rows;
    private final RowProducts products;
    private Optional<Product> next = Optional.empty();
    private boolean hasEnded;

    ProductReader(Table.Rows rows, RowProducts products) {
        this.rows = rows;
        this.products = products;
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && !hasEnded) read();
        return next.isPresent();
    }

    @Override
    public Product next() {
        if (!hasNext()) throw new NoSuchElementException();
        var product = next.orElseThrow();
        next = Optional.empty();
        return product;
    }

    private void read() {
        try {
            switch (rows.next()) {
                case RowReader.Row row -> next = products.next(row);
                case RowReader.RepeatedHeader _ -> {}
                case RowReader.End() -> hasEnded = true;
                case RowReader.BrokenCell brokenCell ->
                    throw new IllegalStateException("not the file that was accepted: " + brokenCell);
            }
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
