package dev.halftone.engine.catalog;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Which cell of each line is what.
///
/// @param line the line of the file on which the header begins
/// @param names of all columns, as they came
/// @param columns where the known columns are, from 0
record Header(long line, Delimiter delimiter, List<String> names, Map<Column, Integer> columns)
        implements HeaderResult {
    Header {
        names = List.copyOf(names);
        columns = Map.copyOf(columns);
        if (columns.size() != Column.values().length) throw new IllegalArgumentException("only has " + columns);
    }

    static Header of(HeaderCells cells) {
        var columns = new EnumMap<Column, Integer>(Column.class);
        for (var column : Column.values())
            columns.put(column, cells.positions(column).getFirst());
        return new Header(cells.line(), cells.delimiter(), cells.names(), columns);
    }

    int width() {
        return names.size();
    }

    int position(Column column) {
        return columns.getOrDefault(column, -1);
    }

    Position place(Column column) {
        return new Position(line, position(column) + 1);
    }

    /// A column as messages name it: `"Product Name"`, or its number where the header has no name for it.
    ///
    /// @param column from 1
    String name(int column) {
        boolean isNamed = column <= width() && !Whitespace.isBlank(names.get(column - 1));
        return isNamed ? ProblemCollector.Excerpt.of(names.get(column - 1)) : "no. " + column;
    }

    String name(Column column) {
        return name(position(column) + 1);
    }

    /// Whether the URLs are in the last column, so that more cells than there are columns are more URLs.
    boolean urlsAreLast() {
        return position(Column.IMAGE_URLS) == width() - 1;
    }
}
