package dev.halftone.engine.intake;

/// A cell behind which the others cannot be told apart any more: where it ends is anybody's guess.
record Fault(Place place, ViolationCode code, String message) implements RowReader.Reading {

    /// A quote opens the cell, and the file ends before it is closed.
    ///
    /// @param name of the column, as messages name it
    static Fault unclosed(Place place, String name) {
        return new Fault(
                place,
                ViolationCode.UNBALANCED_QUOTE,
                "The quote that opens the cell for " + name + " is never closed. Close it at the end of the cell, or"
                        + " take it away.");
    }

    /// Something other than blanks stands between the closing quote and the end of the cell.
    static Fault textAfterQuote(Place place, String name) {
        return new Fault(
                place,
                ViolationCode.UNBALANCED_QUOTE,
                "In the cell for " + name + ", text follows the closing quote. Write a quote that belongs to the text"
                        + " twice (\"\"), and put the closing quote at the end of the cell.");
    }

    static Fault tooLong(Place place, String name, int maxFieldChars) {
        return new Fault(
                place,
                ViolationCode.FIELD_TOO_LONG,
                "The cell for " + name + " has more than the " + maxFieldChars + " characters that a cell may have"
                        + " (max-field-chars). If no quote is missing, spread its content over several rows.");
    }
}
