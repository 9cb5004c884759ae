package dev.halftone.engine.catalog;

import java.io.IOException;
import java.nio.file.Path;

/// A file whose encoding and header are known, so that its rows can be read.
record Table(Path file, Encoding encoding, Header header, CatalogLimits limits) implements OpenResult {

    /// The rows after the header.
    RowReader rows() throws IOException {
        var rows = rowsAfterLine(header.line() - 1);
        rows.next();
        return rows;
    }

    /// The rows after a line of the file; one before the header takes the header for a row.
    RowReader rowsAfterLine(long line) throws IOException {
        var rows = new RowReader(encoding.open(file), header, limits.maxFieldChars());
        rows.skipLines(line);
        return rows;
    }
}
