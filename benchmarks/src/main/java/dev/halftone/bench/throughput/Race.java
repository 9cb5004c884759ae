package dev.halftone.bench.throughput;

import dev.halftone.bench.results.Median;
import dev.halftone.bench.stage.Took;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/// All contenders in turns over the same goods, several rounds, each begun by another one.
final class Race {
    private final Goods goods;
    private final Path folder;
    private final Map<Contender, List<Took>> laps = new HashMap<>();

    Race(Goods goods, Path folder) {
        this.goods = goods;
        this.folder = folder;
    }

    void run(List<Contender> contenders, int rounds) throws IOException, InterruptedException {
        for (var round = 0; round < rounds; round++) {
            var order = new ArrayList<>(contenders);
            Collections.rotate(order, round);
            for (var contender : order) lap(contender, round);
        }
    }

    private void lap(Contender contender, int round) throws IOException, InterruptedException {
        var took = contender.run(goods, folder.resolve("out"));
        laps.computeIfAbsent(contender, _ -> new ArrayList<>()).add(took);
        System.err.printf("round %d: %s %.1f images/s%n", round + 1, contender, took.perSecond(goods.count()));
    }

    /// Images a second, of the lap in the middle.
    double speed(Contender contender) {
        return Median.of(laps(contender).stream().mapToDouble(took -> took.perSecond(goods.count())));
    }

    Contender faster(List<Contender> contenders) {
        return contenders.stream().max(Comparator.comparingDouble(this::speed)).orElseThrow();
    }

    /// How many times as fast one is as another, round by round.
    double ratio(Contender contender, Contender other) {
        return ratio(contender, other, Took::time);
    }

    /// The same in time of the processors.
    double processorRatio(Contender contender, Contender other) {
        return ratio(contender, other, Took::processor);
    }

    private double ratio(Contender contender, Contender other, Function<Took, Duration> part) {
        return Median.of(IntStream.range(0, laps(contender).size()).mapToDouble(round -> {
            var ours = part.apply(laps(contender).get(round));
            return (double) part.apply(laps(other).get(round)).toNanos() / ours.toNanos();
        }));
    }

    private List<Took> laps(Contender contender) {
        return Objects.requireNonNull(laps.get(contender));
    }
}
