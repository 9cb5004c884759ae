package dev.halftone.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/// A DNS of our own for another process: a file of names, the only ones that there are. Nothing is asked
/// of the network.
final class Names {
    private Names() {}

    /// The JVM's option for these names and their addresses.
    static String option(Path folder, Map<String, String> addresses) {
        var lines = addresses.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            return "-Djdk.net.hosts.file=" + Files.writeString(folder.resolve("hosts"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
