package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class CellLimitReaderTest {
    private final char[] block = new char[10];

    @Test
    void continuesWhileCellsAreShort() throws IOException {
        var meter = meter("x".repeat(1000));

        for (int i = 0; i < 100; i++) {
            meter.startCell(20);
            assertThat(meter.read(block)).isEqualTo(10);
        }

        assertThat(meter.read(block)).isEqualTo(-1);
        assertThat(meter.hasEnded()).isTrue();
        assertThat(meter.isTruncated()).isFalse();
    }

    @Test
    void endsEarlyIfCellIsTooLong() throws IOException {
        var meter = meter("x".repeat(1000));
        meter.startCell(20);

        int blocks = 0;
        while (meter.read(block) > 0) blocks++;

        assertThat(blocks).isEqualTo(3);
        assertThat(meter.isTruncated()).isTrue();
        assertThat(meter.hasEnded()).isTrue();
    }

    @Test
    void hasNoLimitBeforeFirstCell() throws IOException {
        var meter = meter("x".repeat(1000));

        assertThat(meter.transferTo(Writer.nullWriter())).isEqualTo(1000);
        assertThat(meter.isTruncated()).isFalse();
    }

    @Test
    void findsEndOfLongCell() throws IOException {
        assertThat(meter("xx\"\"xx\",y").quoteClosesLater(',')).isTrue();
        assertThat(meter("xx\"").quoteClosesLater(',')).isTrue();
        assertThat(meter("xx\"\r\n").quoteClosesLater(',')).isTrue();
    }

    @Test
    void findsNoEndIfQuoteIsMissing() throws IOException {
        assertThat(meter("xx\n1,\"Chair\",y").quoteClosesLater(',')).isFalse();
        assertThat(meter("xx\"\"xx\n").quoteClosesLater(',')).isFalse();
    }

    private static CellLimitReader meter(String text) {
        return new CellLimitReader(new StringReader(text));
    }
}
