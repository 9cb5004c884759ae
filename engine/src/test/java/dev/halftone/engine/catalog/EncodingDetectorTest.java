package dev.halftone.engine.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.EncodingDetector.Result;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingDetectorTest {
    private static final int BLOCK = 64 * 1024;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @TempDir
    private Path folder;

    @Test
    void plainTextIsUtf8() throws IOException {
        assertThat(scan("a,b".getBytes(UTF_8))).isEqualTo(text(UTF_8, 0));
        assertThat(scan("Schäfer 椅子 🪑".getBytes(UTF_8))).isEqualTo(text(UTF_8, 0));
        assertThat(scan(new byte[0])).isEqualTo(text(UTF_8, 0));
    }

    @Test
    void trustsByteOrderMark() throws IOException {
        assertThat(scan("\uFEFFé".getBytes(UTF_8))).isEqualTo(text(UTF_8, 3));
        assertThat(scan("\uFEFFé椅".getBytes(UTF_16LE))).isEqualTo(text(UTF_16LE, 2));
        assertThat(scan("\uFEFFé椅".getBytes(UTF_16BE))).isEqualTo(text(UTF_16BE, 2));
        assertThat(scan("\uFEFF".getBytes(UTF_8))).isEqualTo(text(UTF_8, 3));
    }

    @Test
    void readsInvalidUtf8AsWindows1252() throws IOException {
        assertThat(scan("Stühle zu 5 €".getBytes(WINDOWS_1252))).isEqualTo(text(WINDOWS_1252, 0));
    }

    @Test
    void detectsInvalidByteAtEndOfLongFile() throws IOException {
        var bytes = "é".repeat(3 * BLOCK).getBytes(UTF_8);
        bytes[bytes.length - 1] = 'x';

        assertThat(scan(bytes)).isEqualTo(text(WINDOWS_1252, 0));
    }

    @Test
    void rejectsTruncatedCharacterAtEndAsUtf8() throws IOException {
        assertThat(scan(new byte[] {'a', (byte) 0xE6, (byte) 0xA4})).isEqualTo(text(WINDOWS_1252, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "椅", "🪑"})
    void decodesCharacterAcrossBuffers(String character) throws IOException {
        for (int before = BLOCK - 4; before <= BLOCK; before++) {
            var bytes = ("a".repeat(before) + character + "b").getBytes(UTF_8);

            assertThat(scan(bytes)).isEqualTo(text(UTF_8, 0));
        }
    }

    @Test
    void detectsEncodingOfAnyText() throws IOException {
        var random = new Random(3);
        for (int round = 0; round < 20; round++) {
            var text = random.ints(BLOCK, 1, 0x3000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(scan(text.getBytes(UTF_8))).isEqualTo(text(UTF_8, 0));
            assertThat(scan(("\uFEFF" + text).getBytes(UTF_16LE))).isEqualTo(text(UTF_16LE, 2));
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

    @Test
    void tellsHowToConvertWorkbook() throws IOException {
        assertThat(scan("PK\u0003\u0004".getBytes(ISO_8859_1)))
                .isEqualTo(new Result.NotText(
                        1,
                        "This is an Excel workbook (.xlsx) or another ZIP archive, not a CSV. Open it in your"
                                + " spreadsheet program and save it as CSV (UTF-8)."));
    }

    private Result scan(byte[] bytes) throws IOException {
        return EncodingDetector.scan(Files.write(folder.resolve("file"), bytes));
    }

    private static Result text(Charset charset, int markBytes) {
        return new Result.Text(new Encoding(charset, markBytes));
    }
}
