package dev.halftone.engine.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What came of opening a file: a [Table], or the reason why its rows cannot even be looked at.
sealed interface Opened permits Table, Opened.Unreadable {

    record Unreadable(Violations violations) implements Opened {
        Unreadable(List<Violation> all) {
            this(new Violations(all, all.size()));
        }
    }

    static Opened open(Path file, IntakeLimits limits) throws IOException {
        return switch (EncodingScan.scan(file)) {
            case EncodingScan.Result.Text(var encoding) -> open(file, encoding, limits);
            case EncodingScan.Result.NotText(var line, var message) ->
                new Unreadable(List.of(new Violation(line, 1, ViolationCode.NOT_TEXT, message)));
        };
    }

    private static Opened open(Path file, Encoding encoding, IntakeLimits limits) throws IOException {
        return switch (HeaderReading.read(encoding.beginning(file))) {
            case Header header -> new Table(file, encoding, header, limits);
            case HeaderReading.Faulty(var violations) -> new Unreadable(violations);
        };
    }
}
