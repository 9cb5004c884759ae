package dev.halftone.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private final Pace pace = new Pace(16);

    @Test
    void beginsAtFullPace() {
        assertThat(pace.places()).isEqualTo(16);
        assertThat(pace.isFull()).isTrue();
    }

    @Test
    void halvesDownToOne() {
        var places = IntStream.range(0, 6)
                .map(_ -> {
                    pace.wentBadly(pace.slowdowns());
                    return pace.places();
                })
                .toArray();

        assertThat(places).containsExactly(8, 4, 2, 1, 1, 1);
    }

    @Test
    void takesThoseThatFailTogetherForOneReason() {
        var before = pace.slowdowns();

        for (var i = 0; i < 16; i++) pace.wentBadly(before);

        assertThat(pace.places()).isEqualTo(8);
    }

    @Test
    void growsByOneAfterARoundThatWentWellAndNoFurtherThanAllowed() {
        pace.wentBadly(pace.slowdowns());

        for (var i = 0; i < 8; i++) pace.wentWell();
        assertThat(pace.places()).isEqualTo(9);
        for (var i = 0; i < 1_000; i++) pace.wentWell();

        assertThat(pace.places()).isEqualTo(16);
        assertThat(pace.isFull()).isTrue();
    }
}
