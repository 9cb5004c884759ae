package dev.halftone.bench.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The project's folder, whose commit is measured.
public record Checkout(Path folder) {
    private static final String UNKNOWN = "an unknown commit";

    /// The command that people start Halftone with; it builds what has changed.
    public Path halftone() {
        return folder.resolve("halftone");
    }

    /// The folder of those we are compared with.
    public Path peers() {
        return folder.resolve("benchmarks/peers");
    }

    public Path results() {
        return folder.resolve("benchmarks/RESULTS.md");
    }

    /// The commit's short name, and whether something was changed since.
    public String commit() {
        try {
            var commit = git("rev-parse", "--short", "HEAD");
            if (commit.isEmpty()) return UNKNOWN;
            // What the benchmarks themselves wrote is no change of what is measured.
            var changes = git("status", "--porcelain", "--", ".", ":!benchmarks/RESULTS.md");
            return changes.isEmpty() ? commit : commit + " with changes";
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private String git(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of("git", "-C", folder.toString()), Stream.of(arguments));
        return output(command.toList()).strip();
    }

    private static String output(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.inputReader()) {
            return out.readAllAsString();
        }
    }
}
