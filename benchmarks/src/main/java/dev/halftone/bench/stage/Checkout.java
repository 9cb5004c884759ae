package dev.halftone.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
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

    /// Brings a program that we need or are compared with to this machine, by the script that its folder among
    /// the peers holds.
    ///
    /// @return where it is
    public Path obtain(String peer, Rig rig) throws IOException, InterruptedException, Unobtainable {
        var install = folder.resolve("benchmarks/peers").resolve(peer).resolve("install.sh");
        var place = folder.resolve("benchmarks/target/peers").resolve(peer);
        var child = rig.start("install-" + peer, new ProcessBuilder("sh", install.toString(), place.toString()));
        var exit = child.awaitEnd();
        if (exit != 0) throw new Unobtainable(child.lastWord());
        return Path.of(child.lastWord());
    }

    /// Builds Halftone where that is necessary, so that no benchmark has to wait for it later.
    public void build(Rig rig) throws IOException, InterruptedException {
        rig.start("build", new ProcessBuilder(halftone().toString(), "--version"))
                .awaitSuccess();
    }

    /// The jar that [#halftone] runs; there once it is built.
    public Path jar() throws IOException {
        var launch = folder.resolve("app/target/launch");
        return launch.resolve(Files.readString(launch.resolve("current")).strip(), "halftone.jar");
    }

    public Path results() {
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
}
