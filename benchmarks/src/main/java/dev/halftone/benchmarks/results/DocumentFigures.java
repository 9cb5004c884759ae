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

/// The documents that show figures of the results. Nobody copies them by hand: each stands in a block that a comment
/// begins, which has the text with an [ResultsFile.FigurePath] in braces in place of each figure, and that another
/// comment ends.
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
    // Neither part holds a comment: an end that was forgotten is no reason to take the next block's.
    private static final Pattern BLOCK =
            Pattern.compile(BEGIN + "((?:(?!-->).)*)\n-->\n(?:(?!<!--).)*" + END, Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("\\{([^}]+)}");

    private final Path folder;
    private final ResultsFile results;

    public DocumentFigures(Checkout checkout) {
        folder = checkout.folder();
        results = new ResultsFile(checkout.resultsFile());
    }

    /// Writes the newest figures into them.
    ///
    /// @return those that have changed
    /// @throws IllegalStateException where a figure that they show was not measured; then none is changed
    public List<Path> update() throws IOException {
        var outdated = updates();
        for (var update : outdated.entrySet()) Files.writeString(update.getKey(), update.getValue());
        return List.copyOf(outdated.keySet());
    }

    /// Those that show other figures than the newest.
    Set<Path> outdated() throws IOException {
        return updates().keySet();
    }

    /// What is to be written, by the document.
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
        var addresses = ADDRESS.matcher(template);
        var text = new StringBuilder();
        while (addresses.find()) {
            var figure = results.figure(ResultsFile.FigurePath.parse(addresses.group(1)));
            addresses.appendReplacement(text, Matcher.quoteReplacement(figure));
        }
        return addresses.appendTail(text).toString();
    }
}
