package dev.halftone.engine.ledger;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The numbers of the rows that are wanted, so many in a statement as a database takes gladly.
record IdPages(List<Long> numbers) {
    private static final int IN_ONE_STATEMENT = 500;

    /// Each number once, in order.
    static IdPages of(Collection<Long> numbers) {
        return new IdPages(numbers.stream().sorted().distinct().toList());
    }

    Stream<List<Long>> pages() {
        return IntStream.iterate(0, from -> from < numbers.size(), from -> from + IN_ONE_STATEMENT)
                .mapToObj(from -> numbers.subList(from, Math.min(from + IN_ONE_STATEMENT, numbers.size())));
    }
}
