package dev.halftone.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StopwatchTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void includesCpuTimeOfExitedChildProcesses() throws IOException, InterruptedException {
        try (var workspace = Workspace.open()) {
            var counter = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done");

            var timing = new Stopwatch()
                    .time(() -> workspace.start("counter", counter).awaitSuccess());

            assertThat(timing.cpuTime()).isGreaterThan(Duration.ofMillis(50));
        }
    }

    @Test
    void computesItemsPerSecond() {
        assertThat(new Stopwatch.Timing(Duration.ofMillis(500), Duration.ZERO).perSecond(100))
                .isEqualTo(200);
    }
}
