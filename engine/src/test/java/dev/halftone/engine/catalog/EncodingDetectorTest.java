package dev.halftone.engine.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.EncodingDetector.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingDetectorTest {
    private static final int BLOCK = 64 * 1024;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @TempDir
    private Path folder;

    @Test
    void plainTextIsUtf8() throws IOException {
        assertThat(encoding("a,b".getBytes(UTF_8))).isEqualTo(text(UTF_8, 0));
        assertThat(encoding("Schäfer 椅子 🪑".getBytes(UTF_8))).isEqualTo(text(UTF_8, 0));
        assertThat(encoding(new byte[0])).isEqualTo(text(UTF_8, 0));
    }

    @Test
    void trustsByteOrderMark() throws IOException {
        assertThat(encoding("\uFEFFé".getBytes(UTF_8))).isEqualTo(text(UTF_8, 3));
        assertThat(encoding("\uFEFFé椅".getBytes(UTF_16LE))).isEqualTo(text(UTF_16LE, 2));
        assertThat(encoding("\uFEFFé椅".getBytes(UTF_16BE))).isEqualTo(text(UTF_16BE, 2));
        assertThat(encoding("\uFEFF".getBytes(UTF_8))).isEqualTo(text(UTF_8, 3));
    }

    @Test
    void readsInvalidUtf8AsWindows1252() throws IOException {
        assertThat(encoding("Stühle zu 5 €".getBytes(WINDOWS_1252))).isEqualTo(text(WINDOWS_1252, 0));
    }

    @Test
    void detectsInvalidByteAtEndOfLongFile() throws IOException {
        var bytes = "é".repeat(3 * BLOCK).getBytes(UTF_8);
        bytes[bytes.length - 1] = 'x';

        assertThat(scan(bytes))
                .isInstanceOfSatisfying(
                        Result.Text.class,
                        text -> assertThat(text.warnings())
                                .extracting(Warning::code)
                                .containsExactly(Warning.Code.REPLACED_BYTES));
    }

    /// A file that ends in the middle of a character was cut. But a single byte may be é in Windows-1252.
    @ParameterizedTest
    @CsvSource({
        "61 E6 A4, UTF-8",
        "61 C3, UTF-8",
        "61 F0 9F AA, UTF-8",
        "C3 A9 61 E9, UTF-8",
        "63 61 66 E9, windows-1252"
    })
    void readsCutFileAsUtf8(String hex, String charset) throws IOException {
        assertThat(encoding(HexFormat.ofDelimiter(" ").parseHex(hex)).charset()).isEqualTo(Charset.forName(charset));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, UTF-8",
        "20, 5, UTF-8",
        "20000, 20, UTF-8",
        "2000, 40, windows-1252",
        "0, 1, windows-1252",
        "0, 30, windows-1252"
    })
    void isUtf8WithFewFaultyLines(int soundLines, int faultyLines, String charset) throws IOException {
        var sound = "Crème brûlée\n".repeat(soundLines).getBytes(UTF_8);
        var faulty = "Boîte\n".repeat(faultyLines).getBytes(WINDOWS_1252);
        var bytes = new ByteArrayOutputStream();
        bytes.write(sound);
        bytes.write(faulty);

        assertThat(encoding(bytes.toByteArray()).charset()).isEqualTo(Charset.forName(charset));
    }

    @Test
    void namesFirstFaultyLines() throws IOException {
        var bytes = "Crème brûlée, Crème brûlée\n#\n#\n#\n#\n#\n#\n".getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) if (bytes[i] == '#') bytes[i] = (byte) 0xE9;

        assertThat(scan(bytes))
                .isInstanceOfSatisfying(
                        Result.Text.class,
                        text -> assertThat(text.warnings())
                                .containsExactly(new Warning(
                                        2,
                                        1,
                                        Warning.Code.REPLACED_BYTES,
                                        "Not all bytes are UTF-8. They were replaced by \uFFFD (U+FFFD) in lines 2, 3, 4, 5, 6 and 1"
                                                + " more. Correct the file if this matters.")));
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1250, windows-1250",
        "Shift_JIS, Shift_JIS",
        "ISO-8859-1, windows-1252",
        "UTF-16, UTF-16LE",
        "US-ASCII, UTF-8"
    })
    void believesDeclaredCharset(String declared, String charset) throws IOException {
        var text = declared.equals("UTF-16") ? "Serial" : "é椅";
        var bytes = text.getBytes(declared.equals("UTF-16") ? UTF_16LE : UTF_8);

        assertThat(scan(bytes, Optional.of(Charset.forName(declared))))
                .isInstanceOfSatisfying(
                        Result.Text.class,
                        found -> assertThat(found.encoding().charset()).isEqualTo(Charset.forName(charset)));
    }

    @Test
    void believesByteOrderMarkMoreThanDeclaration() throws IOException {
        assertThat(scan("\uFEFFé".getBytes(UTF_8), Optional.of(WINDOWS_1252)))
                .isEqualTo(new Result.Text(text(UTF_8, 3), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "椅", "🪑"})
    void decodesCharacterAcrossBuffers(String character) throws IOException {
        for (int before = BLOCK - 4; before <= BLOCK; before++) {
            var bytes = ("a".repeat(before) + character + "b").getBytes(UTF_8);

            assertThat(encoding(bytes)).isEqualTo(text(UTF_8, 0));
        }
    }

    @Test
    void detectsEncodingOfAnyText() throws IOException {
        var random = new Random(3);
        for (int round = 0; round < 20; round++) {
            var text = random.ints(BLOCK, 1, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(encoding(text.getBytes(UTF_8))).isEqualTo(text(UTF_8, 0));
            assertThat(encoding(("\uFEFF" + text).getBytes(UTF_16LE))).isEqualTo(text(UTF_16LE, 2));
        }
    }

    @Test
    void rejectsNul() throws IOException {
        var result = scan("Serial Number\r\n1\r2\n\0".getBytes(UTF_8));

        assertThat(result).isInstanceOfSatisfying(Result.NotText.class, notText -> {
            assertThat(notText.line()).isEqualTo(4);
            assertThat(notText.message()).contains("NUL character in line 4", "Save", "CSV (UTF-8)");
        });
    }

    @Test
    void findsNulAfterInvalidByte() throws IOException {
        assertThat(scan("é\n\0".getBytes(ISO_8859_1)))
                .isInstanceOfSatisfying(
                        Result.NotText.class,
                        notText -> assertThat(notText.line()).isEqualTo(2));
    }

    @Test
    void rejectsUtf16WithoutByteOrderMark() throws IOException {
        assertThat(scan("Serial Number".getBytes(UTF_16LE))).isInstanceOf(Result.NotText.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PK\u0003\u0004",
                "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1",
                "%PDF-1.7",
                "\u0089PNG\r\n\u001A\n",
                "\u00FF\u00D8\u00FF\u00E0",
                "\u001F\u008B\u0008"
            })
    void otherKindsOfFileAreCalledByTheirName(String head) throws IOException {
        assertThat(scan((head + ", and more").getBytes(ISO_8859_1)))
                .isInstanceOfSatisfying(Result.NotText.class, notText -> {
                    assertThat(notText.line()).isEqualTo(1);
                    assertThat(notText.message()).startsWith("This is a").contains(", not a CSV. ");
                });
    }

    private Result scan(byte[] bytes) throws IOException {
        return scan(bytes, Optional.empty());
    }

    private Result scan(byte[] bytes, Optional<Charset> declared) throws IOException {
        return EncodingDetector.scan(Files.write(folder.resolve("file"), bytes), declared);
    }

    private Encoding encoding(byte[] bytes) throws IOException {
        return switch (scan(bytes)) {
            case Result.Text text -> text.encoding();
            case Result.NotText notText -> throw new AssertionError(notText);
        };
    }

    private static Encoding text(Charset charset, int markBytes) {
        return new Encoding(charset, markBytes);
    }
}
