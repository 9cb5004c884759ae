package dev.halftone.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConcurrencyLimiterTest {
    private final ConcurrencyLimiter concurrencyLimiter = new ConcurrencyLimiter(16);

    @Test
    void startsAtTheMaximum() {
        assertThat(concurrencyLimiter.limit()).isEqualTo(16);
        assertThat(concurrencyLimiter.isAtMaximum()).isTrue();
    }

    @Test
    void halvesTheLimitOnOverloadDownToOne() {
        var limits = IntStream.range(0, 6)
                .map(_ -> {
                    concurrencyLimiter.onOverload(concurrencyLimiter.decreases());
                    return concurrencyLimiter.limit();
                })
                .toArray();

        assertThat(limits).containsExactly(8, 4, 2, 1, 1, 1);
    }

    @Test
    void halvesOnceForConcurrentFailures() {
        var before = concurrencyLimiter.decreases();

        for (var i = 0; i < 16; i++) concurrencyLimiter.onOverload(before);

        assertThat(concurrencyLimiter.limit()).isEqualTo(8);
    }

    @Test
    void growsByOnePerSuccessfulRoundUpToTheMaximum() {
        concurrencyLimiter.onOverload(concurrencyLimiter.decreases());

        for (var i = 0; i < 8; i++) concurrencyLimiter.onSuccess();
        assertThat(concurrencyLimiter.limit()).isEqualTo(9);
        for (var i = 0; i < 1_000; i++) concurrencyLimiter.onSuccess();

        assertThat(concurrencyLimiter.limit()).isEqualTo(16);
        assertThat(concurrencyLimiter.isAtMaximum()).isTrue();
    }
}
