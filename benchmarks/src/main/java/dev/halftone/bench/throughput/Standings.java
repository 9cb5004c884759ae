package dev.halftone.bench.throughput;

import dev.halftone.bench.results.Report;

/// Who was how fast.
record Standings(Race race, Report report) {

    void add(Contender other, Contender ours) {
        add(other.toString(), other, ours);
    }

    /// @param name to stand for the other in the table and in the documents that quote it
    void add(String name, Contender other, Contender ours) {
        report.row(
                name,
                "%.1f".formatted(race.speed(other)),
                "%.1f".formatted(race.speed(ours)),
                "%.2f".formatted(race.ratio(ours, other)),
                "%.2f".formatted(race.processorRatio(ours, other)));
    }
}
