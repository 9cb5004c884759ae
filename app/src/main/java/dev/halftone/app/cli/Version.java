package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into `version.txt`.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"halftone " + text()};
    }

    static String text() {
        try (var file = Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"))) {
            return new String(file.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
