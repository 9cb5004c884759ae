package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.Request.Counts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(output, true, UTF_8);

    @Test
    void redrawsTheBarInPlace() {
        var bar = new ProgressDisplay.ProgressBar(out, () -> OptionalInt.of(60));

        bar.show(progressAfter(1));
        bar.show(progressAfter(2));

        assertThat(output.toString(UTF_8))
                .doesNotContain("\n")
                .startsWith("\r[")
                .containsPattern("\\r\\[.*\\r\\[");
    }

    @Test
    void fitsTheWindowAfterItIsResized() {
        var widths = new ArrayDeque<>(List.of(100, 60));
        var bar = new ProgressDisplay.ProgressBar(out, () -> OptionalInt.of(widths.remove()));

        bar.show(progressAfter(1));
        bar.show(progressAfter(2));

        assertThat(output.toString(UTF_8).split("\r", -1))
                .extracting(line -> line.replace("\u001b[K", "").length())
                .containsExactly(0, 63, 59);
    }

    @Test
    void endsTheLineAtTheEnd() {
        var bar = new ProgressDisplay.ProgressBar(out, () -> OptionalInt.of(60));

        bar.end(progressAfter(100));

        assertThat(output.toString(UTF_8)).endsWith(System.lineSeparator());
    }

    @Test
    void logsEveryFiveSecondsAndThenLessOften() {
        var log = new ProgressDisplay.ProgressLog(out);

        LongStream.rangeClosed(1, 100)
                .mapToObj(ProgressDisplayTest::progressAfter)
                .forEach(log::show);

        assertThat(output.toString(UTF_8).lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly(
                        "5", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55", "61", "68", "75", "83", "92");
    }

    @Test
    void logsTheEndImmediately() {
        var log = new ProgressDisplay.ProgressLog(out);

        log.end(progressAfter(1));

        assertThat(output.toString(UTF_8)).startsWith("1 of 100 images");
    }

    private static Progress progressAfter(long seconds) {
        var counts = new Counts(100, seconds, 100, seconds, 0, 0, 0, 0);
        return new Progress(counts, 0, Optional.empty(), Duration.ofSeconds(seconds), Instant.EPOCH);
    }
}
