package dev.halftone.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCharactersTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 0x1b, 0x7f, 0x85, 0x9b, 0x61c, 0x200e, 0x202e, 0x2028, 0x2029, 0x2066, 0xfeff, 0xd800})
    void escapesEveryKind(int character) {
        var text = "a" + Character.toString(character) + "b";

        assertThat(ControlCharacters.escape(text)).isEqualTo("a\\u%04xb".formatted(character));
    }

    @ParameterizedTest
    @CsvSource({"10, \\n", "13, \\r", "9, \\t"})
    void escapesWhiteSpaceAsJavaWritesIt(int character, String escaped) {
        assertThat(ControlCharacters.escape(Character.toString(character))).isEqualTo(escaped);
    }

    @Test
    void keepsTextOfAnyLanguage() {
        var text = "Stuhl ä, 椅子, كرسي, 🪑 \\ $1";

        assertThat(ControlCharacters.escape(text)).isSameAs(text);
    }
}
