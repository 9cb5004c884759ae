package dev.halftone.engine.report;

/// How the cells of the output CSV are written.
public enum Cells {
    /// As they came: whoever reads the CSV gets the data.
    AS_THEY_CAME {
        @Override
        String written(String cell) {
            return cell;
        }
    },

    /// With an apostrophe before what a spreadsheet would take for a formula, which may send other cells
    /// away or start programs (OWASP, "CSV Injection"). A plain number is no formula, though it may begin
    /// as one, and stays a number.
    SAFE_FOR_SPREADSHEETS {
        @Override
        String written(String cell) {
            return beginsAsFormula(cell) && !cell.matches(NUMBER) ? "'" + cell : cell;
        }
    };

    /// The full-width ones are read like the others where such letters are written.
    private static final String BEGINNINGS = "=+-@\t\r\n＝＋－＠";

    private static final String NUMBER = "[+-][0-9]+([.,][0-9]+)?";

    abstract String written(String cell);

    private static boolean beginsAsFormula(String cell) {
        return !cell.isEmpty() && BEGINNINGS.indexOf(cell.charAt(0)) >= 0;
    }
}
