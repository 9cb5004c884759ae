package dev.halftone.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNamesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "007, 007",
                "'Stuhl é 椅子 😀', 'Stuhl é 椅子 😀'",
                "../../etc/passwd, _.._etc_passwd",
                "a/b\\c:d*e?f, a_b_c_d_e_f",
                "...hidden, hidden",
                "' . a ', a",
                "CON, _CON",
                "lpt1.txt, _lpt1.txt",
                "contact, contact",
                "'', 5",
                "'...', 5"
            })
    void makesSerialNumbersSafe(String serialNumber, String name) {
        assertThat(new ImageNames().of(serialNumber, 5)).isEqualTo(name);
    }

    @Test
    void replacesWhatNobodySees() {
        assertThat(new ImageNames().of("a\u0000\n\u202Eb\uD800", 1)).isEqualTo("a_b_");
    }

    @Test
    void addsTheRowToRepeatedSerialNumbers() {
        var names = new ImageNames();

        var all = List.of(
                names.of("A", 1),
                names.of("a", 2),
                names.of("A", 3),
                names.of("A (3)", 4),
                names.of("5", 5),
                names.of("", 5));

        assertThat(all).containsExactly("A", "a (2)", "A (3)", "A (3) (4)", "5", "5 (5)");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesEachProductAShortNameOfItsOwn(long seed) {
        var random = new Random(seed);
        var names = new ImageNames();
        var seen = new HashSet<String>();
        for (int row = 1; row <= 20_000; row++) {
            var serial = new StringBuilder();
            for (int i = random.nextInt(row % 100 == 0 ? 200 : 4); i > 0; i--) {
                serial.appendCodePoint("aA(1) ./\\\u0001é😀".codePointAt(random.nextInt(11)));
            }

            var name = names.of(serial.toString(), row);

            assertThat(name).hasSizeLessThan(96).doesNotStartWith(".").doesNotContain("/", "\\", "\u0001");
            assertThat(seen.add(name.toUpperCase(Locale.ROOT))).as(name).isTrue();
        }
    }
}
