package dev.halftone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(output, true, UTF_8);

    @Test
    void redrawsTheBarInPlace() {
        var bar = new ProgressDisplay.ProgressBar(out, 60);

        bar.show(progressAfter(1));
        bar.show(progressAfter(2));

        assertThat(output.toString(UTF_8))
                .doesNotContain("\n")
                .startsWith("\r[")
                .containsPattern("\\r\\[.*\\r\\[");
    }

    @Test
    void endsTheLineAtTheEnd() {
        var bar = new ProgressDisplay.ProgressBar(out, 60);

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
        return new Progress(seconds, 0, 100, 0, 0, 0, Duration.ofSeconds(seconds));
    }
}
