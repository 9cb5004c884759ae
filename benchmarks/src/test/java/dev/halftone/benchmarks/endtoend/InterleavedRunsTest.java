package dev.halftone.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.benchmarks.harness.Stopwatch;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterleavedRunsTest {
    private final List<String> order = new ArrayList<>();
    private final Candidate faster = new FakeCandidate("faster", 1, 3, 2);
    private final Candidate slower = new FakeCandidate("slower", 4, 6, 6);
    private final Candidate.Workload workload =
            new Candidate.Workload(Collections.nCopies(12, new ImageBytes(new byte[0])), Path.of("catalogue.csv"));
    private final InterleavedRuns interleavedRuns = new InterleavedRuns(workload, Path.of("nowhere"));

    @BeforeEach
    void runThreeRounds() throws IOException, InterruptedException {
        interleavedRuns.run(List.of(faster, slower), 3);
    }

    @Test
    void startsEachRoundWithAnotherCandidate() {
        assertThat(order).containsExactly("faster", "slower", "slower", "faster", "faster", "slower");
    }

    @Test
    void returnsMedianOfRounds() {
        assertThat(interleavedRuns.imagesPerSecond(faster)).isEqualTo(6);
        assertThat(interleavedRuns.imagesPerSecond(slower)).isEqualTo(2);
    }

    @Test
    void comparesWithinEachRound() {
        assertThat(interleavedRuns.speedup(faster, slower)).isEqualTo(3);
        assertThat(interleavedRuns.cpuTimeRatio(faster, slower)).isEqualTo(3);
    }

    @Test
    void findsFastestCandidate() {
        assertThat(interleavedRuns.fastest(List.of(slower, faster))).isEqualTo(faster);
    }

    /// Reports the given wall times, one for each run, and twice as much CPU time.
    private final class FakeCandidate implements Candidate {
        private final String name;
        private final Deque<Duration> durations = new ArrayDeque<>();

        FakeCandidate(String name, int... seconds) {
            this.name = name;
            for (var second : seconds) durations.add(Duration.ofSeconds(second));
        }

        @Override
        public Stopwatch.Timing run(Candidate.Workload workload, Path out) {
            order.add(name);
            var duration = durations.remove();
            return new Stopwatch.Timing(duration, duration.multipliedBy(2));
        }
    }
}
