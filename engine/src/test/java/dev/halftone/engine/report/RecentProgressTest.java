package dev.halftone.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.report.RecentProgress.Recent;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.imaging.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentProgressTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private Optional<Instant> lastEnd = Optional.empty();
    private final RecentProgress recentProgress = new RecentProgress(_ -> lastEnd);

    @Test
    void knowsNoRateAtTheFirstLook() {
        assertThat(look(500, 0).imagesPerSecond()).isEmpty();
        assertThat(look(501, 0.5).imagesPerSecond()).isEmpty();
        assertThat(look(502, 1).imagesPerSecond()).hasValue(2);
    }

    @Test
    void tellsTheRateOfTheLastSeconds() {
        look(0, 0);
        for (var second = 1; second <= 60; second++) look(100L * second, second);

        assertThat(look(6_100, 61).imagesPerSecond()).hasValue(100);
        assertThat(look(6_100, 70.5).imagesPerSecond().orElseThrow()).isPositive();
        assertThat(look(6_100, 71).imagesPerSecond()).hasValue(0);
    }

    @Test
    void tellsAStandstillFromProgress() {
        look(0, 0);

        assertThat(look(0, 1.5).standsStill()).isFalse();
        assertThat(look(0, 2).standsStill()).isTrue();
        assertThat(look(1, 60).standsStill()).isFalse();
    }

    @Test
    void tellsAStandstillAtTheFirstLookByTheLastImageThatEnded() {
        lastEnd = Optional.of(START.plusSeconds(100));
        assertThat(look(500, 101).standsStill()).isFalse();
        assertThat(look(500, 102).standsStill()).isTrue();
        assertThat(look(500, 110).imagesPerSecond()).hasValue(0);
    }

    @Test
    void tellsAStandstillAtTheFirstLookByTheStartOfTheRoundIfNoImageHasEnded() {
        assertThat(look(0, 1).standsStill()).isFalse();
        assertThat(new RecentProgress(_ -> Optional.empty())
                        .look(request(0), START.plusSeconds(2))
                        .standsStill())
                .isTrue();
    }

    @Test
    void beginsAgainWithARetryAndWhenTheClockIsSetBack() {
        look(10, 0);
        look(20, 10);
        lastEnd = Optional.of(START.plusSeconds(10));

        assertThat(look(5, 11).imagesPerSecond()).isEmpty();
        assertThat(look(6, 3).imagesPerSecond()).isEmpty();
        assertThat(look(8, 5).imagesPerSecond()).hasValue(1);
    }

    private Recent look(long done, double second) {
        return recentProgress.look(request(done), START.plus(Duration.ofMillis((long) (1_000 * second))));
    }

    private static Request request(long done) {
        return new Request(
                1,
                new RequestId("0".repeat(32)),
                "",
                RequestStatus.PROCESSING,
                0,
                new RequestOptions(Recipe.defaults(), Optional.empty()),
                "",
                new Request.Counts(10_000, done, 10_000, done, 0, 0, 1, 1),
                new Request.Times(START, Optional.of(START), Optional.empty(), Optional.of(START), Duration.ZERO),
                new Request.Progress(10_000, Optional.empty(), Set.of()),
                new NewRequest.Idempotency(Optional.empty(), ""),
                new NewRequest.Size(10_000, 10_000, "[]", 0),
                Optional.empty());
    }
}
