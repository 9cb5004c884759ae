package dev.halftone.benchmarks.results;

import dev.halftone.benchmarks.harness.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Copies figures from the results into the documents that show them. Figures stand in generated blocks. The comment
/// that opens a block holds its template, with a [ResultsFile.FigurePath] in braces for each figure; another comment
/// closes the block.
///
/// ```markdown
/// <!-- figures
/// | a second | {throughput > sharp > ours} |
/// -->
///
/// | a second | 201.7 |
///
/// <!-- end of figures -->
/// ```
public final class DocumentFigures {
    private static final List<String> NAMES = List.of("README.md", "docs/operations.md");
    private static final String BEGIN = "<!-- figures\n";
    private static final String END = "<!-- end of figures -->";
    // Neither part may contain a comment: a block without an end must not extend to the end of the next one.
    private static final Pattern BLOCK =
            Pattern.compile(BEGIN + "((?:(?!-->).)*)\n-->\n(?:(?!<!--).)*" + END, Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)}");

    private final Path folder;
    private final ResultsFile results;

    public DocumentFigures(Checkout checkout) {
        folder = checkout.folder();
        results = new ResultsFile(checkout.resultsFile());
    }

    /// Writes the newest figures into the documents.
    ///
    /// @return the documents that have changed
    /// @throws IllegalStateException if a figure is missing from the results; then no document is changed
    public List<Path> update() throws IOException {
        var updates = updates();
        for (var update : updates.entrySet()) Files.writeString(update.getKey(), update.getValue());
        return List.copyOf(updates.keySet());
    }

    /// The documents that do not show the newest figures.
    Set<Path> outdated() throws IOException {
        return updates().keySet();
    }

    /// The new text of each outdated document.
    private Map<Path, String> updates() throws IOException {
        var updates = new LinkedHashMap<Path, String>();
        for (var name : NAMES) {
            var document = folder.resolve(name);
            if (!Files.exists(document)) continue;
            var text = Files.readString(document);
            var updated = updatedText(text, name);
            if (!updated.equals(text)) updates.put(document, updated);
        }
        return updates;
    }

    private String updatedText(String text, String name) throws IOException {
        if (BLOCK.matcher(text).results().count() < text.split(BEGIN, -1).length - 1)
            throw new IllegalStateException(name + " has a block that does not end with " + END);
        var blocks = BLOCK.matcher(text);
        var updated = new StringBuilder();
        while (blocks.find()) {
            var template = blocks.group(1);
            var block = BEGIN + template + "\n-->\n\n" + fillIn(template) + "\n\n" + END;
            blocks.appendReplacement(updated, Matcher.quoteReplacement(block));
        }
        return blocks.appendTail(updated).toString();
    }

    private String fillIn(String template) throws IOException {
        var placeholders = PLACEHOLDER.matcher(template);
        var text = new StringBuilder();
        while (placeholders.find()) {
            var figure = results.figure(ResultsFile.FigurePath.parse(placeholders.group(1)));
            placeholders.appendReplacement(text, Matcher.quoteReplacement(figure));
        }
        return placeholders.appendTail(text).toString();
    }
}
