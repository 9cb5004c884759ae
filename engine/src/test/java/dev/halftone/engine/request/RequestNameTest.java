package dev.halftone.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestNameTest {
    private static final String ALPHABET = "abcdefgh ..//\\\n\u0000\u202e\u00e4\ud83c\udf37";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "products.csv|products.csv",
                "../../etc/passwd|passwd",
                "..\\..\\boot.ini|boot.ini",
                "C:\\Users\\me\\möbel.csv|möbel.csv",
                "/var/data/a\\b/c.csv|c.csv",
                "say \"hi\".csv|say \"hi\".csv",
                "👩‍🚀 🌷.csv|👩‍🚀 🌷.csv",
                ".hidden|.hidden",
                "...a|...a",
            })
    void keepsTheFileNameWithoutFolders(String given, String kept) {
        assertThat(filename(given)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "...", "folder/", "a\\", "/", "../..", "\u0007\n"})
    void keepsNoFileNameOfNothing(String given) {
        assertThat(filename(given)).isEmpty();
    }

    @Test
    void dropsCharactersThatForgeOtherText() {
        assertThat(filename(" a\r\nb\u0000\u001b[31m\u202ecsv.exe\u2028 ")).contains("ab[31mcsv.exe");
    }

    @Test
    void cutsALongFileNameAtTwoHundredCharacters() {
        assertThat(filename("🌷".repeat(201))).contains("🌷".repeat(200));
        assertThat(filename("x".repeat(199) + " .csv")).contains("x".repeat(199));
    }

    /// What is stored is read through the same constructor.
    @Test
    void keepsACleanedFileNameAsItIs() {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++) {
            var given = random.ints(random.nextInt(230), 0, ALPHABET.length())
                    .map(ALPHABET::charAt)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            var once = filename(given);

            assertThat(once.flatMap(RequestNameTest::filename)).as(given).isEqualTo(once);
        }
    }

    @Test
    void limitsReferencesToTwoHundredCharacters() {
        assertThat(RequestName.problem("🌷".repeat(200))).isEmpty();
        assertThat(RequestName.problem("🌷".repeat(201))).contains("must have at most 200 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestName(Optional.of("x".repeat(201)), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u0000", "a\tb", "\u0085", "\u202e", "\u2028", "\ud800"})
    void acceptsNoControlCharactersInReferences(String reference) {
        assertThat(RequestName.problem(reference)).contains("must not contain control characters");
    }

    private static Optional<String> filename(String given) {
        return new RequestName(Optional.empty(), Optional.of(given)).filename();
    }
}
