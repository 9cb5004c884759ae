package dev.halftone.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/// One line of `urls.txt`: a URL that a user or an attacker may submit, and the expected verdict of the address
/// guard.
///
/// @param expected `allowed`, `blocked`, `invalid`, or `found` (allowed by its spelling, blocked once its name is
/// resolved)
public record UrlCase(String expected, String text) {

    /// All cases, in the order of the file.
    public static Stream<UrlCase> all() {
        try (var file = Objects.requireNonNull(UrlCase.class.getResourceAsStream("urls.txt"))) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(UrlCase::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UrlCase parse(String line) {
        var columns = line.split(" +", 2);
        var url = columns[1].split(" +# ", 2)[0];
        return new UrlCase(columns[0], url.translateEscapes());
    }

    public String expectedBeforeLookup() {
        return expected.equals("found") ? "allowed" : expected;
    }

    public String expectedAfterLookup() {
        return expected.equals("found") ? "blocked" : expected;
    }
}
