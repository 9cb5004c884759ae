package dev.halftone.bench.throughput;

import dev.halftone.bench.results.Report;
import java.util.Locale;

/// Who was how fast.
record Standings(Race race, Report report) {

    void add(Contender other, Contender ours) {
        report.row(
                other.toString(),
                format("%.1f", race.speed(other)),
                format("%.1f", race.speed(ours)),
                format("%.2f", race.ratio(ours, other)),
                format("%.2f", race.processorRatio(ours, other)));
    }

    private static String format(String pattern, double figure) {
        return String.format(Locale.ROOT, pattern, figure);
    }
}
