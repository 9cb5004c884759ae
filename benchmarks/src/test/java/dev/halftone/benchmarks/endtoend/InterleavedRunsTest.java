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
    private final Candidate hare = new FakeCandidate("hare", 1, 3, 2);
    private final Candidate tortoise = new FakeCandidate("tortoise", 4, 6, 6);
    private final Candidate.Workload workload =
            new Candidate.Workload(Collections.nCopies(12, new ImageBytes(new byte[0])), Path.of("some.csv"));
    private final InterleavedRuns interleavedRuns = new InterleavedRuns(workload, Path.of("nowhere"));

    @BeforeEach
    void runThreeRounds() throws IOException, InterruptedException {
        interleavedRuns.run(List.of(hare, tortoise), 3);
    }

    @Test
    void letsEachBeginInItsTurn() {
        assertThat(order).containsExactly("hare", "tortoise", "tortoise", "hare", "hare", "tortoise");
    }

    @Test
    void takesTheLapInTheMiddle() {
        assertThat(interleavedRuns.imagesPerSecond(hare)).isEqualTo(6);
        assertThat(interleavedRuns.imagesPerSecond(tortoise)).isEqualTo(2);
    }

    @Test
    void comparesRoundByRound() {
        assertThat(interleavedRuns.speedup(hare, tortoise)).isEqualTo(3);
        assertThat(interleavedRuns.cpuTimeRatio(hare, tortoise)).isEqualTo(3);
    }

    @Test
    void knowsTheFaster() {
        assertThat(interleavedRuns.fastest(List.of(tortoise, hare))).isEqualTo(hare);
    }

    /// Takes so many seconds, lap by lap.
    private final class FakeCandidate implements Candidate {
        private final String name;
        private final Deque<Duration> laps = new ArrayDeque<>();

        FakeCandidate(String name, int... seconds) {
            this.name = name;
            for (var lap : seconds) laps.add(Duration.ofSeconds(lap));
        }

        @Override
        public Stopwatch.Timing run(Candidate.Workload workload, Path out) {
            order.add(name);
            var lap = laps.remove();
            return new Stopwatch.Timing(lap, lap.multipliedBy(2));
        }
    }
}
