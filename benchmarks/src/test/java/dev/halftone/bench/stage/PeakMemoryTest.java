package dev.halftone.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PeakMemoryTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void isRememberedWhenTheProcessIsGone() throws IOException, InterruptedException {
        try (var rig = Rig.open()) {
            var child = rig.start("sleeper", new ProcessBuilder("sleep", "0.2"));

            var peak = PeakMemory.untilTheEndOf(child);

            assertThat(child.isAlive()).isFalse();
            assertThat(peak.kibibytes()).isBetween(100L, 100_000L);
        }
    }

    @Test
    void isUnknownWhereNobodyTells() {
        assertThat(new PeakMemory(0)).hasToString("unknown");
    }
}
