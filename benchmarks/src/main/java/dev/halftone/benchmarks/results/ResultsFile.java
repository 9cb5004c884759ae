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

/// A Markdown file with a section of the second level for each benchmark: its newest figures.
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

    /// Writes a section, in the place of the one of that name, if there is one, or else behind all others.
    void put(String name, String section) throws IOException {
        var sections = sections();
        sections.put(name, section.strip());
        Files.writeString(
                file,
                sections.entrySet().stream().map(ResultsFile::render).collect(Collectors.joining("", PREAMBLE, "")));
    }

    /// The figure that stands there.
    ///
    /// @throws IllegalStateException where none does
    String figure(FigurePath figurePath) throws IOException {
        return Optional.ofNullable(sections().get(figurePath.section()))
                .flatMap(section -> Section.parse(section).find(figurePath.steps()))
                .orElseThrow(() -> new IllegalStateException(file + " has no figure at: " + figurePath));
    }

    private static String render(Map.Entry<String, String> section) {
        return "\n" + HEADING + section.getKey() + "\n\n" + section.getValue() + "\n";
    }

    /// By name, in the order of the file.
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

    /// Where a figure stands in the results, as the documents spell it: the section, and then one of
    ///
    /// - `machine` or `day`: on what it was measured, and when;
    /// - a part of a remark, with `#` in place of the figure;
    /// - a row's first cell, `>`, and the heading of the column;
    /// - the same, `>`, and a part of that cell with `#` in place of the figure.
    ///
    /// @param steps the parts between the `>`, the section's name left out
    record FigurePath(String section, List<String> steps) {
        private static final String STEP = " > ";

        FigurePath {
            steps = List.copyOf(steps);
            if (steps.isEmpty() || steps.size() > 3)
                throw new IllegalArgumentException(text(section, steps) + " leads nowhere");
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

    /// What one benchmark has found, read back.
    ///
    /// @param machine as [Machine] writes it
    /// @param table the headings, and the rows below them
    record Section(String machine, List<String> remarks, List<List<String>> table) {
        private static final String FIGURE =
                "([-+]?\\d[\\d,]*(?:\\.\\d+)?(?: (?:µs|ms|s|MB|GB|dB|images/s|rows/s)\\b)?)";
        private static final int SEPARATOR_ROW = 1;

        Section {
            remarks = List.copyOf(remarks);
            table = List.copyOf(table);
        }

        /// The text under the heading, as [Report] writes it.
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

        /// What stands there; empty where nothing does.
        Optional<String> find(List<String> steps) {
            return switch (steps.size()) {
                case 1 -> findRemark(steps.getFirst());
                case 2 -> cell(steps.getFirst(), steps.get(1));
                default -> cell(steps.getFirst(), steps.get(1)).flatMap(cell -> extractFigure(steps.get(2), cell));
            };
        }

        private Optional<String> findRemark(String what) {
            return switch (what) {
                case "machine" -> Optional.of(machine.split("; ", -1)[0]);
                case "day" -> Optional.of(machine.split("; ", -1)[1].replaceFirst("T.*", ""));
                default ->
                    remarks.stream()
                            .flatMap(remark -> extractFigure(what, remark).stream())
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
        private static Optional<String> extractFigure(String words, String text) {
            var parts = Stream.of(words.split("#", 2)).map(Pattern::quote).toList();
            return Pattern.compile(String.join(FIGURE, parts))
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .findFirst();
        }
    }
}
