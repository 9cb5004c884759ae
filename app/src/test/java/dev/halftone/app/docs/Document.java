package dev.halftone.app.docs;

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
record Document(Path path, String text) {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", "data");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    static Document at(String path) {
        return read(PROJECT.resolve(path));
    }

    /// All of them.
    static List<Document> all() {
        try (var files = Files.walk(PROJECT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(Document::isOurs)
                    .map(Document::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The Java files of the project that have this in their path.
    static Stream<Path> sources(String part) {
        try (var files = Files.walk(PROJECT)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains(part))
                    .filter(Document::isOurs)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path file) {
        for (var part : PROJECT.relativize(file)) if (NOT_OURS.contains(part.toString())) return false;
        return true;
    }

    private static Document read(Path file) {
        try {
            return new Document(PROJECT.relativize(file), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The blocks of code in that language.
    List<String> blocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /// What is written as code between words.
    List<String> codes() {
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
                .map(heading -> LINK.matcher(heading.group(1)).replaceAll(Document::wordsOf))
                .toList();
    }

    private static String wordsOf(MatchResult link) {
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
            rows.stream().skip(2).map(Document::firstCell).forEach(cells::add);
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
