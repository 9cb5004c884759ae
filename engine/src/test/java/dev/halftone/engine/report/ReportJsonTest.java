package dev.halftone.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReportJsonTest {
    private record Times(Instant createdAt, Optional<Instant> finishedAt) {}

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000Z",
        "2026-01-02T03:04:00Z, 2026-01-02T03:04:00.000Z",
        "2026-01-02T03:04:05.6Z, 2026-01-02T03:04:05.600Z",
        "2026-01-02T03:04:05.078Z, 2026-01-02T03:04:05.078Z",
        "2026-01-02T03:04:05.678901Z, 2026-01-02T03:04:05.678Z",
        "2026-01-02T03:04:05.000000001Z, 2026-01-02T03:04:05.000Z",
        "2026-12-31T23:59:59.999999999Z, 2026-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.9995Z, 1969-12-31T23:59:59.999Z"
    })
    void writesTimesWithMilliseconds(Instant time, String written) {
        var json = ReportJson.mapper().writeValueAsString(new Times(time, Optional.of(time)));

        assertThat(json).isEqualTo("{\"created_at\":\"" + written + "\",\"finished_at\":\"" + written + "\"}");
    }

    static Stream<Instant> times() {
        var random = new Random(18);
        return Stream.generate(() ->
                        Instant.ofEpochSecond(random.nextLong(4_000_000_000L), nanos(random, random.nextInt(4) * 3)))
                .limit(200);
    }

    /// A fraction of a second with that many decimals.
    private static long nanos(Random random, int decimals) {
        var unit = (long) Math.pow(10, 9 - decimals);
        return random.nextLong(1_000_000_000L / unit) * unit;
    }

    @ParameterizedTest
    @MethodSource("times")
    void writesEveryTimeInTheSameForm(Instant time) {
        var json = ReportJson.mapper().writeValueAsString(time);

        assertThat(json).matches("\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z\"");
        assertThat(Instant.parse(json.replace("\"", "")).toEpochMilli()).isEqualTo(time.toEpochMilli());
    }

    @Test
    void writesAnAbsentTimeAsNull() {
        var json = ReportJson.mapper().writeValueAsString(new Times(Instant.EPOCH, Optional.empty()));

        assertThat(json).isEqualTo("{\"created_at\":\"1970-01-01T00:00:00.000Z\",\"finished_at\":null}");
    }
}
