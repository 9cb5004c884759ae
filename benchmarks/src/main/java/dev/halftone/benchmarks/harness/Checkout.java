package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The project's folder, whose commit is measured.
public record Checkout(Path folder) {
    private static final String UNKNOWN = "an unknown commit";

    /// The command that people start Halftone with; it builds what has changed.
    public Path launcher() {
        return folder.resolve("halftone");
    }

    /// Brings a program that we need or are compared with to this machine, by the script that its folder among
    /// the peers holds.
    ///
    /// @return where it is
    public Path installPeer(String peer, Workspace workspace)
            throws IOException, InterruptedException, PeerUnavailable {
        var install = folder.resolve("benchmarks/peers").resolve(peer).resolve("install.sh");
        var place = folder.resolve("benchmarks/target/peers").resolve(peer);
        var childProcess =
                workspace.start("install-" + peer, new ProcessBuilder("sh", install.toString(), place.toString()));
        var exit = childProcess.awaitExit();
        if (exit != 0) throw new PeerUnavailable(childProcess.lastLine());
        return Path.of(childProcess.lastLine());
    }

    /// Builds Halftone where that is necessary, so that no benchmark has to wait for it later.
    public void build(Workspace workspace) throws IOException, InterruptedException {
        workspace
                .start("build", new ProcessBuilder(launcher().toString(), "--version"))
                .awaitSuccess();
    }

    /// The jar that [#launcher] runs; there once it is built.
    public Path jar() throws IOException {
        var launch = folder.resolve("app/target/launch");
        return launch.resolve(Files.readString(launch.resolve("current")).strip(), "halftone.jar");
    }

    public Path resultsFile() {
        return folder.resolve("benchmarks/RESULTS.md");
    }

    /// The commit's short name, and whether something was changed since.
    public String commit() {
        try {
            var commit = git("rev-parse", "--short", "HEAD");
            if (commit.isEmpty()) return UNKNOWN;
            // What the benchmarks themselves wrote, results and documents, is no change of what is measured.
            var changes = git("status", "--porcelain", "--", ".", ":!*.md");
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

    /// A program that a benchmark would like to have is not on this machine, and could not be brought there.
    /// The message says why.
    public static final class PeerUnavailable extends Exception {
        private static final long serialVersionUID = 1;

        PeerUnavailable(String message) {
            super(message);
        }
    }
}
