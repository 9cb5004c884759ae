package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class CellLimitReaderTest {
    private final char[] block = new char[10];

    @Test
    void readsOnWhileCellsStayShort() throws IOException {
        var meter = meter("x".repeat(1000), 20);

        for (int i = 0; i < 100; i++) {
            meter.restart();
            assertThat(meter.read(block)).isEqualTo(10);
        }

        assertThat(meter.read(block)).isEqualTo(-1);
        assertThat(meter.hasEnded()).isTrue();
        assertThat(meter.isTruncated()).isFalse();
    }

    @Test
    void endsEarlyWhereACellIsTooLong() throws IOException {
        var meter = meter("x".repeat(1000), 20);
        meter.restart();

        int blocks = 0;
        while (meter.read(block) > 0) blocks++;

        assertThat(blocks).isEqualTo(3);
        assertThat(meter.isTruncated()).isTrue();
        assertThat(meter.hasEnded()).isTrue();
    }

    @Test
    void doesNotMeasureBeforeTheFirstCell() throws IOException {
        var meter = meter("x".repeat(1000), 20);

        assertThat(meter.transferTo(Writer.nullWriter())).isEqualTo(1000);
        assertThat(meter.isTruncated()).isFalse();
    }

    @Test
    void findsTheEndOfACellThatIsMerelyLong() throws IOException {
        assertThat(meter("xx\"\"xx\",y", 0).quoteClosesLater(',')).isTrue();
        assertThat(meter("xx\"", 0).quoteClosesLater(',')).isTrue();
        assertThat(meter("xx\"\r\n", 0).quoteClosesLater(',')).isTrue();
    }

    @Test
    void findsNoneWhereAQuoteIsMissing() throws IOException {
        assertThat(meter("xx\n1,\"Chair\",y", 0).quoteClosesLater(',')).isFalse();
        assertThat(meter("xx\"\"xx\n", 0).quoteClosesLater(',')).isFalse();
    }

    private static CellLimitReader meter(String text, int budget) {
        return new CellLimitReader(new StringReader(text), budget);
    }
}
