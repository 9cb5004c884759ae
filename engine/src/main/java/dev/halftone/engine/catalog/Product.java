package dev.halftone.engine.catalog;

import dev.halftone.engine.request.SourceUrl;
import java.util.List;

/// One product with its text exactly as uploaded: leading zeros, long numbers and blanks are kept.
///
/// @param row its ordinal among the products of the file, from 1
/// @param line the line of the file on which it starts, from 1
/// @param images in the order of the cell, at least one; some may be malformed
public record Product(long row, long line, String serialNumber, String name, List<SourceUrl> images) {
    public Product {
        images = List.copyOf(images);
        if (Whitespace.isBlank(serialNumber))
            throw new IllegalArgumentException("line " + line + ": blank serial number");
        if (Whitespace.isBlank(name)) throw new IllegalArgumentException("line " + line + ": blank product name");
        if (images.isEmpty()) throw new IllegalArgumentException("line " + line + ": no image URLs");
    }
}
