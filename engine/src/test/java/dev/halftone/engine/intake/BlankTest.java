package dev.halftone.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u00A0", "\u200B", "\uFEFF", "\u3000", "\u202F\u2028"})
    void isNothingToSee(String text) {
        assertThat(Blank.isBlank(text)).isTrue();
        assertThat(Blank.isBlank(text.toCharArray(), 0, text.length())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " a ", "0", "\u00A0é", "\uFFFD"})
    void isSomething(String text) {
        assertThat(Blank.isBlank(text)).isFalse();
        assertThat(Blank.isBlank(text.toCharArray(), 0, text.length())).isFalse();
    }

    @Test
    void isTakenOffBothEnds() {
        assertThat(Blank.strip("\uFEFF a b\u00A0\n")).isEqualTo("a b");
        assertThat(Blank.strip(" \u00A0")).isEmpty();
    }
}
