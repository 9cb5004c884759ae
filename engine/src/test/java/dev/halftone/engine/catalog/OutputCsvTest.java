package dev.halftone.engine.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputCsvTest {
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs,Output Image URLs\r\n";

    @Test
    void writesHeaderWithoutRows() throws IOException {
        assertThat(written()).isEqualTo(HEADER);
    }

    @Test
    void writesInputColumnsAndOutputUrls() throws IOException {
        var csv = written(
                new OutputCsv.Row("007", "Chair", "https://a/1.jpg", "https://h/1.jpg"),
                new OutputCsv.Row(
                        "8",
                        "Table",
                        "https://a/1.jpg,https://a/2.jpg,https://a/3.jpg",
                        "https://h/1.jpg,,https://h/3.jpg"));

        assertThat(csv)
                .isEqualTo(HEADER
                        + "007,Chair,https://a/1.jpg,https://h/1.jpg\r\n"
                        + "8,Table,\"https://a/1.jpg,https://a/2.jpg,https://a/3.jpg\","
                        + "\"https://h/1.jpg,,https://h/3.jpg\"\r\n");
    }

    @Test
    void leavesPlaceOfFailedImageEmpty() throws IOException {
        assertThat(written(new OutputCsv.Row("1", "a", "https://a/1.jpg", "")))
                .isEqualTo(HEADER + "1,a,https://a/1.jpg,\r\n");
        assertThat(written(new OutputCsv.Row("1", "a", "x,y", ","))).isEqualTo(HEADER + "1,a,\"x,y\",\",\"\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Chair, blue~\"Chair, blue\"",
                "27\" monitor~\"27\"\" monitor\"",
                "\"~\"\"\"\"",
                "Chair; blue~Chair; blue",
                " Chair ~ Chair ",
                "#12~#12",
                "=1+1~=1+1",
                "a|b\tc~a|b\tc",
                "Stühle 椅子 🪑~Stühle 椅子 🪑"
            })
    void quotesOnlyWhatNeedsQuotes(String name, String cell) throws IOException {
        assertThat(written(new OutputCsv.Row(name, name, "x", "y"))).isEqualTo(HEADER + cell + "," + cell + ",x,y\r\n");
    }

    @Test
    void keepsLineBreaksInsideCell() throws IOException {
        assertThat(written(new OutputCsv.Row("1", "two\nlines", "x", "y")))
                .isEqualTo(HEADER + "1,\"two\nlines\",x,y\r\n");
        assertThat(written(new OutputCsv.Row("1", "two\rlines", "x", "y")))
                .isEqualTo(HEADER + "1,\"two\rlines\",x,y\r\n");
    }

    @Test
    void readsBackWrittenRows() throws IOException {
        var random = new Random(5);
        var rows = Stream.generate(() -> new OutputCsv.Row(text(random), text(random), text(random), text(random)))
                .limit(2_000)
                .toList();

        var csv = written(rows.toArray(OutputCsv.Row[]::new));

        try (var read = CsvReader.builder().ofCsvRecord(csv)) {
            assertThat(read.stream().skip(1).map(CsvRecord::getFields).map(OutputCsvTest::row))
                    .isEqualTo(rows);
        }
    }

    @Test
    void flushesLongReport() throws IOException {
        var count = new CountingStream();

        OutputCsv.write(
                Collections.nCopies(300_000, new OutputCsv.Row("1", "a", "x", "y"))
                        .iterator(),
                count);

        assertThat(count.bytes).isEqualTo(HEADER.length() + 300_000L * "1,a,x,y\r\n".length());
    }

    @Test
    void passesOnTheSendersFailure() {
        var broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatThrownBy(() -> OutputCsv.write(
                        Collections.nCopies(10_000, new OutputCsv.Row("1", "a", "x", "y"))
                                .iterator(),
                        broken))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    private static final class CountingStream extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] block, int offset, int length) {
            bytes += length;
        }
    }

    private static String written(OutputCsv.Row... rows) throws IOException {
        var out = new ByteArrayOutputStream();
        OutputCsv.write(List.of(rows).iterator(), out);
        return out.toString(UTF_8);
    }

    private static OutputCsv.Row row(List<String> cells) {
        return new OutputCsv.Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
    }

    // A first letter, because a reader cannot tell a row of blank cells from a blank line.
    private static String text(Random random) {
        return "x"
                + random.ints(random.nextInt(10), 0, 9)
                        .mapToObj(i -> "ab,;\"\n\r é".substring(i, i + 1))
                        .collect(Collectors.joining());
    }
}
