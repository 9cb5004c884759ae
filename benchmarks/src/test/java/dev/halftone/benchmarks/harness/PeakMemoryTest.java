package dev.halftone.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PeakMemoryTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void keepsPeakAfterProcessExits() throws IOException, InterruptedException {
        try (var workspace = Workspace.open()) {
            var childProcess = workspace.start("sleeper", new ProcessBuilder("sleep", "0.2"));

            var peak = PeakMemory.sampleUntilExit(childProcess);

            assertThat(childProcess.isAlive()).isFalse();
            assertThat(peak.kibibytes()).isBetween(100L, 100_000L);
        }
    }

    @Test
    void isUnknownWhenNotReported() {
        assertThat(new PeakMemory(0)).hasToString("unknown");
    }
}
