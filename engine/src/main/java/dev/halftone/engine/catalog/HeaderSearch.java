package dev.halftone.engine.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds the header in the first lines of a file: the first line that has all columns of the layout. If none has, the
/// one that has most. Above it may stand a title, the name of a table, or `sep=;`, with which Excel declares the
/// delimiter.
final class HeaderSearch {
    private static final int MAX_LINES_ABOVE = 10;
    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(\\r\\n|\\n|\\r|\\z)");
    private static final Pattern SEP = Pattern.compile("\"?sep=(.)\"?", Pattern.CASE_INSENSITIVE);

    private HeaderSearch() {}

    /// @param text must contain all of the header
    static HeaderCells find(String text, ColumnFinder finder) {
        var declared = Optional.<Delimiter>empty();
        Optional<HeaderCells> best = Optional.empty();
        int skipped = 0;
        var lines = lines(text);
        for (int i = 0; i < lines.size() && skipped <= MAX_LINES_ABOVE; i++) {
            var line = lines.get(i);
            if (isBlank(line.text())) continue;
            skipped++;
            var sep = SEP.matcher(line.text());
            if (sep.matches()) {
                declared = Delimiter.of(sep.group(1).charAt(0));
                continue;
            }
            var cells = read(text.substring(line.begin()), declared, finder).shifted(i);
            var score = finder.score(cells.names());
            if (best.isEmpty() || score > finder.score(best.get().names())) best = Optional.of(cells);
            if (finder.find(cells.names()).isPresent()) return cells;
        }
        return best.orElseGet(() -> new HeaderCells(Delimiter.COMMA, 1, List.of(), true));
    }

    private static HeaderCells read(String text, Optional<Delimiter> declared, ColumnFinder finder) {
        return declared.map(delimiter -> HeaderCells.read(text, delimiter))
                .orElseGet(() -> Delimiter.readFirstRecord(text, finder));
    }

    /// A warning for each line above the header.
    static List<Warning> skippedLines(String text, long headerLine) {
        var warnings = new ArrayList<Warning>();
        var lines = lines(text);
        for (int i = 0; i < Math.min(headerLine - 1, lines.size()); i++)
            warnings.add(new Warning(
                    i + 1, 1, Warning.Code.SKIPPED_LINE, skipped(lines.get(i).text())));
        return warnings;
    }

    private static String skipped(String line) {
        return isBlank(line)
                ? "The line is blank. It was skipped."
                : "The line stands above the header: " + ProblemCollector.Excerpt.of(line) + ". It was skipped.";
    }

    /// Whether the line has nothing but blanks, quotes and delimiters. Any number of such lines may stand above a
    /// header.
    private static boolean isBlank(String line) {
        return line.chars().allMatch(c -> Whitespace.isBlank((char) c) || ",;|\"".indexOf(c) >= 0);
    }

    private record Line(int begin, String text) {}

    /// The first lines, as an editor shows them, up to the last that can be the header.
    private static List<Line> lines(String text) {
        var lines = new ArrayList<Line>();
        var line = LINE.matcher(text);
        int filled = 0;
        while (filled <= MAX_LINES_ABOVE && line.find()) {
            var content = text.substring(line.start(), line.start(1));
            lines.add(new Line(line.start(), content));
            if (!isBlank(content)) filled++;
            if (line.end() == text.length()) break;
        }
        return lines;
    }
}
