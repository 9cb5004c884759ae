package dev.halftone.benchmarks.results;

import dev.halftone.benchmarks.harness.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// What one run of a benchmark has found, row by row. Each row is printed as it comes, and kept at the end: a run
/// that is broken off leaves the results of the last one.
public final class Report {
    private final String name;
    private final Machine machine;
    private final PrintStream out;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /// Opens an empty one.
    ///
    /// @param name what is typed after `./bench`
    /// @param columns the first says what is measured
    public Report(String name, Machine machine, PrintStream out, List<String> columns) {
        this.name = name;
        this.machine = machine;
        this.out = out;
        this.columns = List.copyOf(columns);
    }

    /// Adds a row: a cell for each column.
    public void addRow(String... cells) {
        var row = List.of(cells);
        if (row.size() != columns.size()) throw new IllegalArgumentException(columns.size() + " cells, not " + row);
        rows.add(row);
        out.println(line(row));
    }

    /// Adds what has to be known to understand the figures.
    public void addRemark(String remark) {
        remarks.add(remark);
        out.println(remark);
    }

    private String line(List<String> row) {
        var line = new StringBuilder(row.getFirst()).append(": ");
        for (var column = 1; column < row.size(); column++) {
            if (column > 1) line.append(", ");
            line.append(columns.get(column)).append(' ').append(row.get(column));
        }
        return line.toString();
    }

    /// Puts it into the results, in the place of what this benchmark wrote before, and brings the documents
    /// that show figures up to date. Where they show one that was not measured, run with other options for
    /// example, they stay as they are.
    public void save(Checkout checkout) throws IOException {
        new ResultsFile(checkout.resultsFile()).put(name, markdown());
        try {
            new DocumentFigures(checkout).update();
        } catch (IllegalStateException missing) {
            out.println("the documents stay as they are: " + missing.getMessage());
        }
    }

    private String markdown() {
        var text = new StringBuilder().append(machine).append(".\n\n");
        for (var remark : remarks) text.append(remark).append("\n\n");
        text.append(markdownRow(columns));
        text.append(markdownRow(columns.stream().map(_ -> "---").toList()));
        rows.forEach(row -> text.append(markdownRow(row)));
        return text.toString();
    }

    private static String markdownRow(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
