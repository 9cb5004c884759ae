package dev.halftone.app.manual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The files that a reader of the manual has before them.
final class Manual {
    /// The module's folder is where its tests run.
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private Manual() {}

    static Path file(String name) {
        return PROJECT.resolve(name);
    }

    static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The code blocks of a page that are marked as of some language, in their order.
    static List<String> blocks(String page, String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text(page))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /// Everything in a file that a pattern finds.
    static List<String> found(String name, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text(name))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
