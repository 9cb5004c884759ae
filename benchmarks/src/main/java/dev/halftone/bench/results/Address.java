package dev.halftone.bench.results;

import java.util.List;
import java.util.stream.Stream;

/// Where a figure stands in the results, as the documents spell it: the section, and then one of
///
/// - `machine` or `day`: on what it was measured, and when;
/// - a part of a remark, with `#` in place of the figure;
/// - a row's first cell, `>`, and the heading of the column;
/// - the same, `>`, and a part of that cell with `#` in place of the figure.
///
/// @param steps the parts between the `>`, the section's name left out
record Address(String section, List<String> steps) {
    private static final String STEP = " > ";

    Address {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > 3)
            throw new IllegalArgumentException(text(section, steps) + " leads nowhere");
    }

    static Address of(String text) {
        var steps = List.of(text.split(STEP, -1));
        return new Address(steps.getFirst(), steps.subList(1, steps.size()));
    }

    @Override
    public String toString() {
        return text(section, steps);
    }

    private static String text(String section, List<String> steps) {
        return String.join(
                STEP, Stream.concat(Stream.of(section), steps.stream()).toList());
    }
}
