package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Progress HALFWAY =
            new Progress(250, 0, 500, 3, 40_000_000, 15_000_000, Duration.ofSeconds(10));

    @Test
    void showsProgressSpeedSavingsAndTimeLeft() {
        var line = Progress.LineFormatter.format(HALFWAY);

        assertThat(line).isEqualTo("250 of 500 images (50%), 3 failed, 25.0 images/s, 25.0 MB saved (62%), 0:10 left");
    }

    @Test
    void omitsUnknownValues() {
        var started = new Progress(0, 0, 500, 0, 0, 0, Duration.ZERO);

        var line = Progress.LineFormatter.format(started);

        assertThat(line).isEqualTo("0 of 500 images (0%)");
    }

    @Test
    void omitsTimeLeftAtTheEnd() {
        var ended = new Progress(500, 0, 500, 0, 1000, 1000, Duration.ofSeconds(5));

        var line = Progress.LineFormatter.format(ended);

        assertThat(line).isEqualTo("500 of 500 images (100%), 100.0 images/s");
    }

    @Test
    void shows100PercentOnlyAtTheEnd() {
        var almostDone = new Progress(9_999, 0, 10_000, 0, 0, 0, Duration.ZERO);

        var line = Progress.LineFormatter.format(almostDone);

        assertThat(line).startsWith("9999 of 10000 images (99%)");
    }

    @Test
    void excludesEarlierRunsFromTheSpeed() {
        var resumed = new Progress(400, 300, 500, 0, 0, 0, Duration.ofSeconds(10));

        var line = Progress.LineFormatter.format(resumed);

        assertThat(line).isEqualTo("400 of 500 images (80%), 10.0 images/s, 0:10 left");
    }

    @Test
    void showsHoursWhenNeeded() {
        var slow = new Progress(1, 0, 3_724, 0, 0, 0, Duration.ofSeconds(1));

        var line = Progress.LineFormatter.format(slow);

        assertThat(line).endsWith("1:02:03 left");
    }

    @Test
    void fillsTheRemainingWidthWithABar() {
        var line = Progress.LineFormatter.formatWithBar(HALFWAY, 100);

        assertThat(line).hasSize(100).matches("\\[(#+)-+\\] 250 of 500 images .*");
    }

    @Test
    void omitsTheBarOnANarrowTerminal() {
        var line = Progress.LineFormatter.formatWithBar(HALFWAY, 30);

        assertThat(line).isEqualTo("250 of 500 images (50%), 3 fai");
    }
}
