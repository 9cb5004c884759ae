package dev.halftone.acceptance.docs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The checkers that npm brings, as `docs/checks` pins them. A machine without npm, or out of reach of its registry,
/// skips what needs them.
final class NpmTools {
    private static final Path FOLDER = Path.of("target", "manual-checks").toAbsolutePath();
    private static final String LOCK = "package-lock.json";

    private NpmTools() {}

    /// Where they are. What npm brings is checked against the hashes in the lock file; nothing is done where
    /// that has not changed since the last time.
    static synchronized Path installedFolder() {
        ExternalTool.assumeInstalled("npm");
        try {
            Files.createDirectories(FOLDER);
            ExternalTool.assumeNode(FOLDER);
            var lock = ProjectFiles.file("docs/checks/" + LOCK);
            if (!isInstalled(lock)) install(lock);
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled(Path lock) throws IOException {
        var stamp = FOLDER.resolve("installed");
        return Files.exists(stamp) && Files.mismatch(stamp, lock) < 0;
    }

    private static void install(Path lock) throws IOException {
        for (var name : new String[] {"package.json", LOCK}) {
            Files.copy(lock.resolveSibling(name), FOLDER.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        var npm = ExternalTool.run(
                FOLDER,
                "npm",
                "ci",
                "--ignore-scripts",
                "--prefer-offline",
                "--no-audit",
                "--no-fund",
                "--loglevel=error");
        assumeTrue(npm.exitCode() == 0, () -> "npm could not install the checkers: " + npm.output());
        Files.copy(lock, FOLDER.resolve("installed"), StandardCopyOption.REPLACE_EXISTING);
    }
}
