package dev.halftone.engine.catalog;

import dev.halftone.engine.catalog.RowReader.Row.Cell;
import org.jspecify.annotations.Nullable;

/// The cells of a row that are used, by their position. An array: a map for each row would make reading half as fast.
final class RowCells {
    private final @Nullable Cell[] cells;

    RowCells(int width) {
        this.cells = new Cell[width];
    }

    void put(int position, Cell cell) {
        cells[position] = cell;
    }

    /// The cell at this position; null if the row does not have it.
    @Nullable
    Cell get(int position) {
        return cells[position];
    }
}
