package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhitespaceTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u00A0", "\u200B", "\uFEFF", "\u3000", "\u202F\u2028"})
    void isNothingToSee(String text) {
        assertThat(Whitespace.isBlank(text)).isTrue();
        assertThat(Whitespace.isBlank(text.toCharArray(), 0, text.length())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " a ", "0", "\u00A0é", "\uFFFD"})
    void isNotBlank(String text) {
        assertThat(Whitespace.isBlank(text)).isFalse();
        assertThat(Whitespace.isBlank(text.toCharArray(), 0, text.length())).isFalse();
    }

    @Test
    void stripsBothEnds() {
        assertThat(Whitespace.strip("\uFEFF a b\u00A0\n")).isEqualTo("a b");
        assertThat(Whitespace.strip(" \u00A0")).isEmpty();
    }
}
