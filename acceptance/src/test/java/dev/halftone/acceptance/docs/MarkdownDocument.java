package dev.halftone.acceptance.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A document of the project, in Markdown.
///
/// @param path from the project's folder
record MarkdownDocument(Path path, String text) {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> IGNORED_FOLDERS = Set.of("target", "node_modules", ".git", "data");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    static MarkdownDocument at(String path) {
        return read(PROJECT.resolve(path));
    }

    /// All of them.
    static List<MarkdownDocument> all() {
        try (var files = Files.walk(PROJECT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(MarkdownDocument::isProjectFile)
                    .map(MarkdownDocument::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The Java files of the project that have this in their path.
    static Stream<Path> javaSources(String part) {
        try (var files = Files.walk(PROJECT)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains(part))
                    .filter(MarkdownDocument::isProjectFile)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isProjectFile(Path file) {
        for (var part : PROJECT.relativize(file)) if (IGNORED_FOLDERS.contains(part.toString())) return false;
        return true;
    }

    private static MarkdownDocument read(Path file) {
        try {
            return new MarkdownDocument(PROJECT.relativize(file), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The blocks of code in that language.
    List<String> codeBlocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /// What is written as code between words.
    List<String> inlineCode() {
        return CODE.matcher(prose()).results().map(code -> code.group(1)).toList();
    }

    /// Where its links lead.
    List<String> links() {
        return LINK.matcher(CODE.matcher(prose()).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .toList();
    }

    /// What a link to one of its headings ends with, as GitHub makes it.
    Set<String> anchors() {
        var times = new HashMap<String, Integer>();
        var anchors = new HashSet<String>();
        for (var heading : headings()) {
            var anchor = heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            var before = times.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
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

    /// The text from a heading to the next of its rank, or its end.
    String section(String heading) {
        var from = text.indexOf("## " + heading + "\n");
        if (from < 0) throw new AssertionError(path + " has no section " + heading);
        var to = text.indexOf("\n## ", from);
        return to < 0 ? text.substring(from) : text.substring(from, to);
    }

    /// The first cells of a table's rows, those below that heading cell.
    List<String> firstCells(String headingCell) {
        var cells = new ArrayList<String>();
        for (var table : text.split("\n\n", -1)) {
            var rows = table.lines().filter(line -> line.startsWith("|")).toList();
            if (rows.isEmpty() || !firstCell(rows.getFirst()).equals(headingCell)) continue;
            rows.stream().skip(2).map(MarkdownDocument::firstCell).forEach(cells::add);
        }
        return cells;
    }

    private static String firstCell(String row) {
        return row.split("\\|", -1)[1].strip();
    }

    private String prose() {
        return FENCE.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
