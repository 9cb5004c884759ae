package dev.halftone.engine.catalog;

import dev.halftone.engine.request.SourceUrl;
import java.util.List;

/// One record of the file that is not blank, as it came.
///
/// @param line the line of the file on which it begins
/// @param width how many cells it has; several URLs at its end are one, and blank cells beyond the header's are none
/// @param overlong the cells that are longer than allowed, cut short
record Row(long line, int width, Cell serialNumber, Cell productName, Cell imageUrls, List<Cell> overlong)
        implements RowReader.Reading {

    List<SourceUrl> images() {
        return UrlCell.split(imageUrls.text());
    }

    Product product(long row) {
        return new Product(row, line, serialNumber.text(), productName.text(), images());
    }

    /// One cell: its text as it came, without the quotes around it, and where it begins.
    record Cell(Position position, String text) {
        boolean isBlank() {
            return Whitespace.isBlank(text);
        }
    }
}
