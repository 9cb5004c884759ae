package dev.halftone.bench.throughput;

import dev.halftone.bench.results.Report;

/// Who was how fast.
record Standings(Race race, Report report) {

    void add(Contender other, Contender ours) {
        report.row(
                other.toString(),
                "%.1f".formatted(race.speed(other)),
                "%.1f".formatted(race.speed(ours)),
                "%.2f".formatted(race.ratio(ours, other)),
                "%.2f".formatted(race.processorRatio(ours, other)));
    }
}
