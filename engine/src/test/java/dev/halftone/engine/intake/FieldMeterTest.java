package dev.halftone.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class FieldMeterTest {
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
        assertThat(meter.isCut()).isFalse();
    }

    @Test
    void endsEarlyWhereACellIsTooLong() throws IOException {
        var meter = meter("x".repeat(1000), 20);
        meter.restart();

        int blocks = 0;
        while (meter.read(block) > 0) blocks++;

        assertThat(blocks).isEqualTo(3);
        assertThat(meter.isCut()).isTrue();
        assertThat(meter.hasEnded()).isTrue();
    }

    @Test
    void doesNotMeasureBeforeTheFirstCell() throws IOException {
        var meter = meter("x".repeat(1000), 20);

        assertThat(meter.transferTo(Writer.nullWriter())).isEqualTo(1000);
        assertThat(meter.isCut()).isFalse();
    }

    @Test
    void findsTheEndOfACellThatIsMerelyLong() throws IOException {
        assertThat(meter("xx\"\"xx\",y", 0).closesFurtherOn(',')).isTrue();
        assertThat(meter("xx\"", 0).closesFurtherOn(',')).isTrue();
        assertThat(meter("xx\"\r\n", 0).closesFurtherOn(',')).isTrue();
    }

    @Test
    void findsNoneWhereAQuoteIsMissing() throws IOException {
        assertThat(meter("xx\n1,\"Chair\",y", 0).closesFurtherOn(',')).isFalse();
        assertThat(meter("xx\"\"xx\n", 0).closesFurtherOn(',')).isFalse();
    }

    private static FieldMeter meter(String text, int budget) {
        return new FieldMeter(new StringReader(text), budget);
    }
}
