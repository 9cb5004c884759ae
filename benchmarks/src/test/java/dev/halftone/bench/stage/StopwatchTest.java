package dev.halftone.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StopwatchTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void countsWhatAProcessThatHasEndedHadOfTheProcessors() throws IOException, InterruptedException {
        try (var rig = Rig.open()) {
            var counting = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done");

            var took = new Stopwatch().time(() -> rig.start("counter", counting).awaitSuccess());

            assertThat(took.processor()).isGreaterThan(Duration.ofMillis(50));
        }
    }

    @Test
    void tellsHowManyWereDoneInASecond() {
        assertThat(new Took(Duration.ofMillis(500), Duration.ZERO).perSecond(100))
                .isEqualTo(200);
    }
}
