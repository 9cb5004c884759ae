package dev.halftone.benchmarks.results;

import dev.halftone.benchmarks.harness.Checkout;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// The results of one benchmark run. Each row is printed when it is added. The results file is written only at the
/// end, so an interrupted run leaves the results of the previous one in place.
public final class Report {
    private final String name;
    private final Machine machine;
    private final PrintStream out;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /// Creates an empty report.
    ///
    /// @param name the arguments of `./bench` that name the benchmark; the heading of its section
    /// @param columns the headings; the first column says what is measured
    public Report(String name, Machine machine, PrintStream out, List<String> columns) {
        this.name = name;
        this.machine = machine;
        this.out = out;
        this.columns = List.copyOf(columns);
    }

    /// Adds and prints a row with one cell for each column.
    public void addRow(String... cells) {
        var row = List.of(cells);
        if (row.size() != columns.size())
            throw new IllegalArgumentException("a row needs " + columns.size() + " cells, not " + row);
        rows.add(row);
        out.println(line(row));
    }

    /// Adds and prints a remark that the reader needs to understand the figures.
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

    /// Writes the report to the results file, replacing what this benchmark wrote before, and updates the
    /// documents that show figures. If they show a figure that was not measured, for example because the
    /// benchmark ran with other options, no document is changed.
    public void save(Checkout checkout) throws IOException {
        new ResultsFile(checkout.resultsFile()).put(name, markdown());
        try {
            new DocumentFigures(checkout).update();
        } catch (IllegalStateException missingFigure) {
            out.println("documents not updated: " + missingFigure.getMessage());
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
