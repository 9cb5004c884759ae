package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    @Test
    void isInQuotationMarks() {
        assertThat(ProblemCollector.Excerpt.of("Blue chair, 27\"")).isEqualTo("\"Blue chair, 27\"\"");
    }

    @Test
    void isOneLine() {
        assertThat(ProblemCollector.Excerpt.of("a\r\nb\tc")).isEqualTo("\"a\\r\\nb\\tc\"");
    }

    @Test
    void truncatesAfterEightyCharacters() {
        assertThat(ProblemCollector.Excerpt.of("é".repeat(80))).isEqualTo("\"" + "é".repeat(80) + "\"");
        assertThat(ProblemCollector.Excerpt.of("é".repeat(81))).isEqualTo("\"" + "é".repeat(80) + "…\"");
    }

    @Test
    void neverSplitsACharacter() {
        assertThat(ProblemCollector.Excerpt.of("🪑".repeat(90))).isEqualTo("\"" + "🪑".repeat(80) + "…\"");
    }

    @Test
    void spellsOutInvisibleCharacters() {
        assertThat(ProblemCollector.Excerpt.of("\u001B[31m\u0007\u202Egpj\uD800"))
                .isEqualTo("\"<U+001B>[31m<U+0007><U+202E>gpj<U+D800>\"");
    }
}
