package dev.halftone.benchmarks.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A Markdown file with the newest figures of each benchmark in a second-level section.
final class ResultsFile {
    private static final String HEADING = "## ";
    private static final Pattern SECTION = Pattern.compile("^" + HEADING, Pattern.MULTILINE);
    private static final String PREAMBLE = """
            # Results

            Written by `./bench`: the newest figures of each benchmark. Machines differ, and one machine differs from hour to
            hour; what compares is what stands in one row, which was measured in turns within one run.
            """;

    private final Path file;

    ResultsFile(Path file) {
        this.file = file;
    }

    /// Writes a section. It replaces the section of the same name, or is appended if there is none.
    void put(String name, String section) throws IOException {
        var sections = sections();
        sections.put(name, section.strip());
        Files.writeString(
                file,
                sections.entrySet().stream().map(ResultsFile::render).collect(Collectors.joining("", PREAMBLE, "")));
    }

    /// Looks up a figure.
    ///
    /// @throws IllegalStateException if there is none at this path
    String figure(FigurePath figurePath) throws IOException {
        return Optional.ofNullable(sections().get(figurePath.section()))
                .flatMap(section -> Section.parse(section).find(figurePath.steps()))
                .orElseThrow(() -> new IllegalStateException(file + " has no figure at: " + figurePath));
    }

    private static String render(Map.Entry<String, String> section) {
        return "\n" + HEADING + section.getKey() + "\n\n" + section.getValue() + "\n";
    }

    /// The sections by name, in the order of the file.
    private Map<String, String> sections() throws IOException {
        var sections = new LinkedHashMap<String, String>();
        if (!Files.exists(file)) return sections;
        var parts = List.of(SECTION.split(Files.readString(file)));
        for (var part : parts.subList(1, parts.size())) {
            var name = part.lines().findFirst().orElse("");
            sections.put(name, part.substring(name.length()).strip());
        }
        return sections;
    }

    /// The path of a figure in the results, as documents write it: the section, `>`, and one of
    ///
    /// - `machine` or `day`: where and when it was measured;
    /// - a part of a remark, with `#` in the figure's place;
    /// - the first cell of a row, `>`, and the heading of a column;
    /// - the same, `>`, and a part of that cell, with `#` in the figure's place.
    ///
    /// @param steps the parts after the section, which `>` separates
    record FigurePath(String section, List<String> steps) {
        private static final String STEP = " > ";

        FigurePath {
            steps = List.copyOf(steps);
            if (steps.isEmpty() || steps.size() > 3)
                throw new IllegalArgumentException(text(section, steps) + " is not the path of a figure");
        }

        static FigurePath parse(String text) {
            var steps = List.of(text.split(STEP, -1));
            return new FigurePath(steps.getFirst(), steps.subList(1, steps.size()));
        }

        @Override
        public String toString() {
            return text(section, steps);
        }

        private static String text(String section, List<String> steps) {
            return String.join(
                    STEP, Stream.concat(Stream.of(section), steps.stream()).toList());
        }
    }

    /// The results of one benchmark, parsed.
    ///
    /// @param machine the line that [Machine] wrote
    /// @param table the headings, followed by the rows
    record Section(String machine, List<String> remarks, List<List<String>> table) {
        private static final String FIGURE =
                "([-+]?\\d[\\d,]*(?:\\.\\d+)?(?: (?:µs|ms|s|MB|GB|dB|images/s|rows/s)\\b)?)";
        private static final int SEPARATOR_ROW = 1;

        Section {
            remarks = List.copyOf(remarks);
            table = List.copyOf(table);
        }

        /// Parses the text below the heading, as [Report] writes it.
        static Section parse(String text) {
            var lines = text.lines().filter(line -> !line.isBlank()).toList();
            var rows = lines.stream().filter(Section::isRow).map(Section::cells).toList();
            return new Section(
                    lines.getFirst(),
                    lines.stream().skip(1).filter(line -> !isRow(line)).toList(),
                    IntStream.range(0, rows.size())
                            .filter(row -> row != SEPARATOR_ROW)
                            .mapToObj(rows::get)
                            .toList());
        }

        private static boolean isRow(String line) {
            return line.startsWith("|");
        }

        private static List<String> cells(String row) {
            return Stream.of(row.substring(1).split("\\|", 0))
                    .map(String::strip)
                    .toList();
        }

        /// The figure or text at a path; empty if there is none.
        Optional<String> find(List<String> steps) {
            return switch (steps.size()) {
                case 1 -> findRemark(steps.getFirst());
                case 2 -> cell(steps.getFirst(), steps.get(1));
                default -> cell(steps.getFirst(), steps.get(1)).flatMap(cell -> extractFigure(steps.get(2), cell));
            };
        }

        private Optional<String> findRemark(String pattern) {
            return switch (pattern) {
                case "machine" -> Optional.of(machine.split("; ", -1)[0]);
                case "day" -> Optional.of(machine.split("; ", -1)[1].replaceFirst("T.*", ""));
                default ->
                    remarks.stream()
                            .flatMap(remark -> extractFigure(pattern, remark).stream())
                            .findFirst();
            };
        }

        private Optional<String> cell(String row, String column) {
            var columnIndex = table.isEmpty() ? -1 : table.getFirst().indexOf(column);
            return table.stream()
                    .skip(1)
                    .filter(cells -> columnIndex >= 0 && cells.getFirst().equals(row))
                    .map(cells -> cells.get(columnIndex))
                    .findFirst();
        }

        /// Finds a figure by the text around it.
        ///
        /// @param pattern that text, with `#` in the figure's place
        private static Optional<String> extractFigure(String pattern, String text) {
            var parts = Stream.of(pattern.split("#", 2)).map(Pattern::quote).toList();
            return Pattern.compile(String.join(FIGURE, parts))
                    .matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .findFirst();
        }
    }
}
