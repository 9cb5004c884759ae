package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.cli.ProgressWatcher.RateMeter;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Request.Counts;
import dev.halftone.engine.request.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Counts HALFWAY_COUNTS = new Counts(500, 250, 500, 247, 3, 0, 40_000_000, 15_000_000);
    private static final Progress HALFWAY = progress(HALFWAY_COUNTS, 25);

    @Test
    void showsProgressSpeedSavingsAndTimeLeft() {
        var line = Progress.LineFormatter.format(HALFWAY);

        assertThat(line).isEqualTo("250 of 500 images (50%), 3 failed, 25.0 images/s, 25.0 MB saved (62%), 0:10 left");
    }

    @Test
    void omitsUnknownValues() {
        var line = Progress.LineFormatter.format(progress(0, 500, 0));

        assertThat(line).isEqualTo("0 of 500 images (0%)");
    }

    @Test
    void countsOneImageInTheSingular() {
        assertThat(Progress.LineFormatter.format(progress(0, 1, 0))).isEqualTo("0 of 1 image (0%)");
    }

    @Test
    void omitsTimeLeftAtTheEnd() {
        var line = Progress.LineFormatter.format(progress(500, 500, 100));

        assertThat(line).isEqualTo("500 of 500 images (100%), 100.0 images/s");
    }

    @Test
    void neverShowsThatNoTimeIsLeftBeforeTheEnd() {
        assertThat(Progress.LineFormatter.format(progress(499, 500, 80))).endsWith("0:01 left");
    }

    @Test
    void shows100PercentOnlyAtTheEnd() {
        var line = Progress.LineFormatter.format(progress(9_999, 10_000, 0));

        assertThat(line).startsWith("9999 of 10000 images (99%)");
    }

    @Test
    void showsHoursWhenNeeded() {
        assertThat(Progress.LineFormatter.format(progress(1, 3_724, 1))).endsWith("1:02:03 left");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1  | 1 | 40000   | 1 image waits for cdn.example to recover, next try in 40 s
            2  | 1 | 39001   | 2 images wait for cdn.example to recover, next try in 40 s
            9  | 2 | 119000  | 9 images wait for cdn.example and 1 other host to recover, next try in 119 s
            9  | 4 | 121000  | 9 images wait for cdn.example and 3 other hosts to recover, next try in 3 min
            1  | 1 | -500    | 1 image waits for cdn.example to recover, next try now
            """)
    void showsWhatImagesWaitForInPlaceOfTheSpeed(long images, long hosts, long milliseconds, String words) {
        var waiting = new Waiting(
                FailureCode.http(429),
                "",
                Optional.of("cdn.example"),
                hosts,
                images,
                Optional.of(NOW.plusMillis(milliseconds)));

        var line = Progress.LineFormatter.format(waitingFor(waiting));

        assertThat(line).isEqualTo("250 of 500 images (50%), 3 failed, 25.0 MB saved (62%), " + words);
    }

    @Test
    void showsThatTheStorageIsFull() {
        var line = Progress.LineFormatter.format(waitingFor(Waiting.forStorage("the disk is full")));

        assertThat(line).endsWith("25.0 MB saved (62%), waiting for storage: the disk is full");
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

    @Test
    void measuresTheSpeedOfThisRun() {
        var meter = new RateMeter();

        assertThat(meter.imagesPerSecond(300, Duration.ZERO)).isZero();
        assertThat(meter.imagesPerSecond(350, Duration.ofSeconds(5))).isEqualTo(10);
    }

    @Test
    void forgetsTheSpeedOfEarlierWhenNothingEnds() {
        var meter = new RateMeter();
        for (var second = 0; second <= 5; second++) meter.imagesPerSecond(second * 100L, Duration.ofSeconds(second));

        for (var second = 6; second <= 15; second++) meter.imagesPerSecond(500, Duration.ofSeconds(second));

        assertThat(meter.imagesPerSecond(500, Duration.ofSeconds(16))).isZero();
    }

    @Test
    void startsAgainWhenARetryMakesImagesPending() {
        var meter = new RateMeter();
        meter.imagesPerSecond(900, Duration.ZERO);

        assertThat(meter.imagesPerSecond(100, Duration.ofSeconds(1))).isZero();
        assertThat(meter.imagesPerSecond(110, Duration.ofSeconds(2))).isEqualTo(10);
    }

    static Progress progress(long done, long total, double imagesPerSecond) {
        return progress(new Counts(total, done, total, done, 0, 0, 0, 0), imagesPerSecond);
    }

    private static Progress progress(Counts counts, double imagesPerSecond) {
        return new Progress(counts, imagesPerSecond, Optional.empty(), Duration.ofSeconds(10), NOW);
    }

    private static Progress waitingFor(Waiting waiting) {
        return new Progress(HALFWAY_COUNTS, 0.3, Optional.of(waiting), Duration.ofSeconds(10), NOW);
    }
}
