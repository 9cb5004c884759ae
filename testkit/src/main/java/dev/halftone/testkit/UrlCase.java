package dev.halftone.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/// A line of `urls.txt`: a URL that somebody may try, and what is to be said of it.
///
/// @param expected `allowed`, `blocked` or `invalid`; `found` is blocked when its name is looked up, and not before
public record UrlCase(String expected, String text) {

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
        var words = line.split(" +", 2);
        var url = words[1].split(" +# ", 2)[0];
        return new UrlCase(words[0], url.translateEscapes());
    }

    public String expectedBeforeLookup() {
        return expected.equals("found") ? "allowed" : expected;
    }

    public String expectedAfterLookup() {
        return expected.equals("found") ? "blocked" : expected;
    }
}
