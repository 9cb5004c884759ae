package dev.halftone.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.bench.stage.Took;
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

class RaceTest {
    private final List<String> order = new ArrayList<>();
    private final Contender hare = new Runner("hare", 1, 3, 2);
    private final Contender tortoise = new Runner("tortoise", 4, 6, 6);
    private final Goods goods = new Goods(Collections.nCopies(12, new ImageBytes(new byte[0])), Path.of("some.csv"));
    private final Race race = new Race(goods, Path.of("nowhere"));

    @BeforeEach
    void runThreeRounds() throws IOException, InterruptedException {
        race.run(List.of(hare, tortoise), 3);
    }

    @Test
    void letsEachBeginInItsTurn() {
        assertThat(order).containsExactly("hare", "tortoise", "tortoise", "hare", "hare", "tortoise");
    }

    @Test
    void takesTheLapInTheMiddle() {
        assertThat(race.speed(hare)).isEqualTo(6);
        assertThat(race.speed(tortoise)).isEqualTo(2);
    }

    @Test
    void comparesRoundByRound() {
        assertThat(race.ratio(hare, tortoise)).isEqualTo(3);
        assertThat(race.processorRatio(hare, tortoise)).isEqualTo(3);
    }

    @Test
    void knowsTheFaster() {
        assertThat(race.faster(List.of(tortoise, hare))).isEqualTo(hare);
    }

    /// Takes so many seconds, lap by lap.
    private final class Runner implements Contender {
        private final String name;
        private final Deque<Duration> laps = new ArrayDeque<>();

        Runner(String name, int... seconds) {
            this.name = name;
            for (var lap : seconds) laps.add(Duration.ofSeconds(lap));
        }

        @Override
        public Took run(Goods goods, Path out) {
            order.add(name);
            var lap = laps.remove();
            return new Took(lap, lap.multipliedBy(2));
        }
    }
}
