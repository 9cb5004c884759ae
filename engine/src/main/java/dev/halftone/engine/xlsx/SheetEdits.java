package dev.halftone.engine.xlsx;

import java.util.Iterator;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// The cells of a sheet that get other texts.
///
/// @param addedColumn a column to the right of all others that gets texts, too, if there is one
/// @param rows in the order of the sheet, each at most once
public record SheetEdits(OptionalInt addedColumn, Iterator<RowEdit> rows) {

    /// New texts for cells of a row.
    ///
    /// @param number of a row that the sheet has, as [SheetReader.Row] gives it
    /// @param texts the new text of each changed cell by its column, from 0. A blank one empties the cell.
    ///     One with more characters than Excel accepts ([Workbook#MAX_CELL_CHARS]) changes nothing: Excel
    ///     would call the whole workbook damaged.
    public record RowEdit(int number, SortedMap<Integer, String> texts) {
        public RowEdit {
            texts = new TreeMap<>(texts);
            texts.values().removeIf(text -> text.length() > Workbook.MAX_CELL_CHARS);
        }
    }
}
