package dev.halftone.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The files that a reader of the manual has before them.
public final class ProjectFiles {
    /// The module's folder is where its tests run.
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private ProjectFiles() {}

    public static Path file(String name) {
        return PROJECT.resolve(name);
    }

    public static String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The code blocks of a page that are marked as of some language, in their order.
    public static List<String> codeBlocks(String page, String language) {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text(page))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /// Everything in a file that a pattern finds.
    public static List<String> findAll(String name, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text(name))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
