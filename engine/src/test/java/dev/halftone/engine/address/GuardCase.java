package dev.halftone.engine.address;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/// A line of `cases.txt`: a URL and what the guard says of it.
record GuardCase(String expected, SourceUrl url) {

    static Stream<GuardCase> all() {
        try (var file = Objects.requireNonNull(GuardCase.class.getResourceAsStream("cases.txt"))) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(GuardCase::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GuardCase parse(String line) {
        var words = line.split(" +", 2);
        var url = words[1].split(" +# ", 2)[0];
        return new GuardCase(words[0], new SourceUrl(url.translateEscapes()));
    }

    String expectedBySpelling() {
        return expected.equals("found") ? "allowed" : expected;
    }

    String expectedWhenLookedUp() {
        return expected.equals("found") ? "blocked" : expected;
    }
}
