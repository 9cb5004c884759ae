package dev.halftone.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpellingSuggestionTest {
    private static final List<String> KNOWN = List.of("--fetch-timeout", "--connect-timeout", "--port", "--per-host");

    @ParameterizedTest
    @CsvSource({
        "--fetch-timeot, --fetch-timeout",
        "--fetchtimeout, --fetch-timeout",
        "--perhost, --per-host",
        "--prot, --port"
    })
    void findsTheNearestName(String typed, String expected) {
        assertThat(SpellingSuggestion.nearest(typed, KNOWN)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--retention", "--x", ""})
    void suggestsNothingWhenNoNameIsNear(String typed) {
        assertThat(SpellingSuggestion.nearest(typed, KNOWN)).isEmpty();
    }
}
