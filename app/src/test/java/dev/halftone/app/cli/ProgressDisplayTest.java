package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, UTF_8);

    @Test
    void drawsTheBarAgainInItsPlace() {
        var bar = new ProgressDisplay.ProgressBar(out, 60);

        bar.show(secondOf(1));
        bar.show(secondOf(2));

        assertThat(shown.toString(UTF_8)).doesNotContain("\n").startsWith("\r[").containsPattern("\\r\\[.*\\r\\[");
    }

    @Test
    void leavesTheCursorOnALineOfItsOwnAtTheEnd() {
        var bar = new ProgressDisplay.ProgressBar(out, 60);

        bar.end(secondOf(100));

        assertThat(shown.toString(UTF_8)).endsWith(System.lineSeparator());
    }

    @Test
    void logsALineEveryFiveSecondsAndThenLessOften() {
        var log = new ProgressDisplay.ProgressLog(out);

        LongStream.rangeClosed(1, 100).mapToObj(ProgressDisplayTest::secondOf).forEach(log::show);

        assertThat(shown.toString(UTF_8).lines().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly(
                        "5", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55", "61", "68", "75", "83", "92");
    }

    @Test
    void logsTheEndAtOnce() {
        var log = new ProgressDisplay.ProgressLog(out);

        log.end(secondOf(1));

        assertThat(shown.toString(UTF_8)).startsWith("1 of 100 images");
    }

    private static Progress secondOf(long second) {
        return new Progress(second, 0, 100, 0, 0, 0, Duration.ofSeconds(second));
    }
}
