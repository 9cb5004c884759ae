package dev.halftone.engine.intake;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The first record of a file that is not blank, as it reads under one delimiter.
///
/// @param names the texts of its cells, without the blank ones at its end; empty where all the text is blank
/// @param isWhole false where a quote is not closed as it should be: then the names end before that cell
record HeaderCells(Delimiter delimiter, long line, List<String> names, boolean isWhole) {
    HeaderCells {
        names = List.copyOf(names);
    }

    static HeaderCells read(String text, Delimiter delimiter) {
        var handler = new HeaderHandler();
        try (var records = Dialect.of(delimiter).build(handler, text).stream()) {
            var names = records.findFirst().orElse(List.of());
            return new HeaderCells(delimiter, handler.line(), names, true);
        } catch (CsvParseException e) {
            return new HeaderCells(delimiter, handler.line(), handler.names(), false);
        }
    }

    /// The same, read from below a line that is not counted yet.
    HeaderCells oneLineDown() {
        return new HeaderCells(delimiter, line + 1, names, isWhole);
    }

    /// Whether there is nothing in the text but blanks, line breaks and delimiters.
    boolean isBlank() {
        return isWhole && names.isEmpty();
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
}
