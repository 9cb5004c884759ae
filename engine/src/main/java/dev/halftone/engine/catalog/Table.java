package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.CatalogCheck.Summary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A file with a valid header, so its rows can be read.
sealed interface Table extends OpenResult permits CsvTable, SheetTable {
    HeaderResult.Header header();

    /// What paths in image columns mean.
    ImagePaths paths();

    CatalogReader.Limits limits();

    ColumnSamples samples();

    /// Warnings about what was found before the first row.
    List<Warning> warnings();

    /// The sheet, if the file is a workbook.
    Optional<String> sheetName();

    /// The sheets that may be chosen instead, and this one, if the file is a workbook.
    List<String> sheetNames();

    /// The rows after the header.
    Rows rows() throws IOException;

    /// The rows after a line of the file. If the header comes after that line, it is read as a row.
    Rows rowsAfterLine(long line) throws IOException;

    /// What the file was taken for.
    default Summary summary() {
        return new Summary(
                Optional.of(header().columns().layout()),
                sheetName(),
                sheetNames(),
                OpenResult.summaries(header().names(), samples(), header().columns()::role));
    }

    /// Turns the rows into products, from the first one on.
    default RowProducts products() {
        return new RowProducts(header().columns(), paths());
    }

    /// Reads rows up to the end, or to the first broken cell.
    interface Rows extends AutoCloseable {
        /// The next row, or why there is none. Do not call it again after that.
        RowReader.Reading next() throws IOException;

        /// The number of characters read so far.
        long charsRead();

        @Override
        void close() throws IOException;
    }
}
