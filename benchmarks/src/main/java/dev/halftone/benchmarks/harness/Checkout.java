package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A checkout of the project. Its current commit is what we measure.
public record Checkout(Path folder) {
    private static final String UNKNOWN = "an unknown commit";

    /// The `./halftone` launcher, which users start. It rebuilds what has changed.
    public Path launcher() {
        return folder.resolve("halftone");
    }

    /// Installs a program that a benchmark needs or compares with. Runs `install.sh` in its folder under
    /// `benchmarks/peers`.
    ///
    /// @return the path of the installed program, which the script prints last
    public Path installPeer(String peer, Workspace workspace)
            throws IOException, InterruptedException, PeerUnavailable {
        var install = folder.resolve("benchmarks/peers").resolve(peer).resolve("install.sh");
        var target = folder.resolve("benchmarks/target/peers").resolve(peer);
        var childProcess =
                workspace.start("install-" + peer, new ProcessBuilder("sh", install.toString(), target.toString()));
        var exit = childProcess.awaitExit();
        if (exit != 0) throw new PeerUnavailable(childProcess.lastLine());
        return Path.of(childProcess.lastLine());
    }

    /// Builds Halftone if necessary, so that no benchmark has to wait for the build later.
    public void build(Workspace workspace) throws IOException, InterruptedException {
        workspace
                .start("build", new ProcessBuilder(launcher().toString(), "--version"))
                .awaitSuccess();
    }

    /// The jar that [#launcher] runs. It exists only after a build.
    public Path jar() throws IOException {
        var launch = folder.resolve("app/target/launch");
        return launch.resolve(Files.readString(launch.resolve("current")).strip(), "halftone.jar");
    }

    public Path resultsFile() {
        return folder.resolve("benchmarks/RESULTS.md");
    }

    /// The short hash of the commit, followed by " with changes" if the checkout has uncommitted changes.
    public String commit() {
        try {
            var commit = git("rev-parse", "--short", "HEAD");
            if (commit.isEmpty()) return UNKNOWN;
            // Benchmarks rewrite results and documents themselves. That does not change what is measured.
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

    /// A program that a benchmark needs is missing and could not be installed. The message says why.
    public static final class PeerUnavailable extends Exception {
        private static final long serialVersionUID = 1;

        PeerUnavailable(String message) {
            super(message);
        }
    }
}
