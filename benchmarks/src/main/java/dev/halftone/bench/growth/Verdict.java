package dev.halftone.bench.growth;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.halftone.bench.table.Table;
import dev.halftone.engine.request.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What came of a table.
record Verdict(Table table) {

    /// Every image has ended well, and every row has come out, in order, with a new URL for each of its images.
    void check(Request request, Path output) throws IOException {
        if (request.counts().succeeded() != table.images())
            throw new IllegalStateException(request.counts() + " instead of " + table.images() + " images");
        var row = 0;
        try (var rows = CsvReader.builder().ofNamedCsvRecord(output)) {
            for (var next : rows) check(next, row++);
        }
        if (row != table.rows()) throw new IllegalStateException(row + " rows instead of " + table.rows());
    }

    private void check(NamedCsvRecord found, int row) {
        var urls = found.getField("Output Image URLs").split(",", -1);
        var isWhole = urls.length == table.imagesARow() && Stream.of(urls).noneMatch(String::isEmpty);
        if (!isWhole || !found.getField("Serial Number").equals(Integer.toString(1001 + row)))
            throw new IllegalStateException("row " + row + " has come out as " + found);
    }
}
