package dev.halftone.bench.results;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What one benchmark has found, read back.
///
/// @param machine as [Machine] writes it
/// @param table the headings, and the rows below them
record Section(String machine, List<String> remarks, List<List<String>> table) {
    private static final String FIGURE = "([-+]?\\d[\\d,]*(?:\\.\\d+)?(?: (?:µs|ms|s|MB|GB|dB|images/s|rows/s)\\b)?)";
    private static final int RULE = 1;

    Section {
        remarks = List.copyOf(remarks);
        table = List.copyOf(table);
    }

    /// The text under the heading, as [Report] writes it.
    static Section of(String text) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        var rows = lines.stream().filter(Section::isRow).map(Section::cells).toList();
        return new Section(
                lines.getFirst(),
                lines.stream().skip(1).filter(line -> !isRow(line)).toList(),
                IntStream.range(0, rows.size())
                        .filter(row -> row != RULE)
                        .mapToObj(rows::get)
                        .toList());
    }

    private static boolean isRow(String line) {
        return line.startsWith("|");
    }

    private static List<String> cells(String row) {
        return Stream.of(row.substring(1).split("\\|", 0)).map(String::strip).toList();
    }

    /// What stands there; empty where nothing does.
    Optional<String> at(List<String> steps) {
        return switch (steps.size()) {
            case 1 -> said(steps.getFirst());
            case 2 -> cell(steps.getFirst(), steps.get(1));
            default -> cell(steps.getFirst(), steps.get(1)).flatMap(cell -> figure(steps.get(2), cell));
        };
    }

    private Optional<String> said(String what) {
        return switch (what) {
            case "machine" -> Optional.of(machine.split("; ", -1)[0]);
            case "day" -> Optional.of(machine.split("; ", -1)[1].replaceFirst("T.*", ""));
            default ->
                remarks.stream()
                        .flatMap(remark -> figure(what, remark).stream())
                        .findFirst();
        };
    }

    private Optional<String> cell(String row, String column) {
        var number = table.isEmpty() ? -1 : table.getFirst().indexOf(column);
        return table.stream()
                .skip(1)
                .filter(cells -> number >= 0 && cells.getFirst().equals(row))
                .map(cells -> cells.get(number))
                .findFirst();
    }

    /// @param words with `#` in place of the figure
    private static Optional<String> figure(String words, String text) {
        var parts = Stream.of(words.split("#", 2)).map(Pattern::quote).toList();
        return Pattern.compile(String.join(FIGURE, parts))
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }
}
