package dev.halftone.engine.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A CSV.
///
/// @param warnings about its encoding, and the lines above its header
record CsvTable(
        Path file,
        Encoding encoding,
        HeaderResult.Header header,
        ImagePaths paths,
        CatalogReader.Limits limits,
        ColumnSamples samples,
        List<Warning> warnings)
        implements Table {
    CsvTable {
        warnings = List.copyOf(warnings);
    }

    @Override
    public Optional<String> sheetName() {
        return Optional.empty();
    }

    @Override
    public List<String> sheetNames() {
        return List.of();
    }

    @Override
    public RowReader rows() throws IOException {
        var rows = rowsAfterLine(header.line() - 1);
        rows.next();
        return rows;
    }

    @Override
    public RowReader rowsAfterLine(long line) throws IOException {
        var rows = new RowReader(encoding.open(file), header, limits.maxFieldChars());
        rows.skipLines(line);
        return rows;
    }
}
