package dev.halftone.engine.catalog;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The first record of a file that is not blank, as it reads under one delimiter.
///
/// @param names the texts of its cells, without the blank ones at its end; empty where all the text is blank
/// @param isComplete false where a quote is not closed as it should be: then the names end before that cell
record HeaderCells(Delimiter delimiter, long line, List<String> names, boolean isComplete) {
    HeaderCells {
        names = List.copyOf(names);
    }

    static HeaderCells read(String text, Delimiter delimiter) {
        var handler = new HeaderHandler();
        try (var records = RowReader.CsvDialect.readerFor(delimiter).build(handler, text).stream()) {
            var names = records.findFirst().orElse(List.of());
            return new HeaderCells(delimiter, handler.line(), names, true);
        } catch (CsvParseException e) {
            return new HeaderCells(delimiter, handler.line(), handler.names(), false);
        }
    }

    /// The same, read from below a line that is not counted yet.
    HeaderCells shiftedOneLine() {
        return new HeaderCells(delimiter, line + 1, names, isComplete);
    }

    /// Whether there is nothing in the text but blanks, line breaks and delimiters.
    boolean isBlank() {
        return isComplete && names.isEmpty();
    }

    /// How many of the columns that a file must have are here.
    long columnsFound() {
        return names.stream()
                .map(Column::named)
                .flatMap(Optional::stream)
                .distinct()
                .count();
    }

    /// Where the names are that mean this column, from 0.
    List<Integer> positions(Column column) {
        return IntStream.range(0, names.size())
                .filter(i -> Column.named(names.get(i)).equals(Optional.of(column)))
                .boxed()
                .toList();
    }

    /// Collects the cells of the first record that is not blank. Its findings stand even where that record is
    /// broken off.
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

        /// Without the blank cells at its end, with which spreadsheets fill up lines.
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
