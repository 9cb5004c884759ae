package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first non-blank record of a file, parsed with one delimiter.
///
/// @param names the cells without trailing blank ones; empty if the whole text is blank
/// @param isComplete false if a quote is not closed properly; then the names end before that cell
record HeaderCells(Delimiter delimiter, long line, List<String> names, boolean isComplete) {
    HeaderCells {
        names = List.copyOf(names);
    }

    static HeaderCells read(String text, Delimiter delimiter) {
        var handler = new HeaderHandler();
        var reader = RowReader.CsvDialect.text(new StringReader(text), delimiter);
        try (var records = RowReader.CsvDialect.readerFor(delimiter).build(handler, reader).stream()) {
            var names = records.findFirst().orElse(List.of());
            return new HeaderCells(delimiter, handler.line(), names, true);
        } catch (CsvParseException e) {
            return new HeaderCells(delimiter, handler.line(), handler.names(), false);
        }
    }

    /// The same cells, some lines further down.
    HeaderCells shifted(long lines) {
        return new HeaderCells(delimiter, line + lines, names, isComplete);
    }

    /// Whether the text has only blanks, line breaks and delimiters.
    boolean isBlank() {
        return isComplete && names.isEmpty();
    }

    /// Collects the cells of the first non-blank record. Keeps what it has if parsing that record fails.
    static final class HeaderHandler extends AbstractBaseCsvCallbackHandler<List<String>> {
        private final List<String> names = new ArrayList<>();

        @Override
        protected void handleBegin(long startingLineNumber) {
            names.clear();
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            names.add(new String(buffer, offset, length));
        }

        @Override
        protected @Nullable List<String> buildRecord() {
            return names().isEmpty() ? null : names();
        }

        /// The cells without the trailing blank ones with which spreadsheets pad lines.
        List<String> names() {
            int end = names.size();
            while (end > 0 && Whitespace.isBlank(names.get(end - 1))) end--;
            return names.subList(0, end);
        }

        long line() {
            return getStartingLineNumber();
        }
    }
}
