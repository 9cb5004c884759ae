package dev.halftone.acceptance.docs;

import dev.halftone.acceptance.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A Markdown document of the project.
///
/// @param path relative to the project's folder
record MarkdownDocument(Path path, String text) {
    private static final int MAX_DEPTH = 4;
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    static MarkdownDocument at(String path) {
        return read(ProjectFiles.file(path));
    }

    static List<MarkdownDocument> all() {
        return ProjectFiles.find(MAX_DEPTH, ".md").map(MarkdownDocument::read).toList();
    }

    private static MarkdownDocument read(Path file) {
        return new MarkdownDocument(ProjectFiles.ROOT.relativize(file), ProjectFiles.read(file));
    }

    /// Returns the code blocks in a language, in order.
    List<String> codeBlocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /// Returns the inline code of the prose.
    List<String> inlineCode() {
        return CODE.matcher(prose()).results().map(code -> code.group(1)).toList();
    }

    /// Returns the targets of its links.
    List<String> links() {
        return LINK.matcher(CODE.matcher(prose()).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /// Returns the anchors of its headings, as GitHub forms them.
    Set<String> anchors() {
        var counts = new HashMap<String, Integer>();
        var anchors = new HashSet<String>();
        for (var heading : headings()) {
            var anchor = heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            var earlier = counts.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
        }
        return anchors;
    }

    private List<String> headings() {
        return HEADING.matcher(prose())
                .results()
                .map(heading -> LINK.matcher(heading.group(1)).replaceAll(MarkdownDocument::linkText))
                .toList();
    }

    private static String linkText(MatchResult link) {
        return link.group().substring(1, link.group().indexOf(']'));
    }

    /// Returns the text from a heading of level 2 to the next one, or to the end.
    String section(String heading) {
        var from = text.indexOf("## " + heading + "\n");
        if (from < 0) throw new AssertionError(path + " has no section " + heading);
        var to = text.indexOf("\n## ", from);
        return to < 0 ? text.substring(from) : text.substring(from, to);
    }

    /// Returns the first cells of the rows of each table whose first heading cell is this.
    List<String> firstCells(String headingCell) {
        var cells = new ArrayList<String>();
        for (var table : text.split("\n\n", -1)) {
            var rows = table.lines().filter(line -> line.contains("|")).toList();
            if (rows.isEmpty() || !firstCell(rows.getFirst()).equals(headingCell)) continue;
            rows.stream().skip(2).map(MarkdownDocument::firstCell).forEach(cells::add);
        }
        return cells;
    }

    private static String firstCell(String row) {
        return row.substring(0, row.indexOf('|'));
    }

    private String prose() {
        return FENCE.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
