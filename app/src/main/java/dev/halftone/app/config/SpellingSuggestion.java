package dev.halftone.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Suggests the known name closest to a mistyped one.
public final class SpellingSuggestion {
    private SpellingSuggestion() {}

    /// The known name with the smallest edit distance, if that is at most 2 or a quarter of the typed length.
    public static Optional<String> nearest(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(word -> distance(typed, word)))
                .filter(word -> distance(typed, word) <= Math.max(2, typed.length() / 4));
    }

    /// `; did you mean NEAREST?`, or an empty string if no known name is close.
    public static String didYouMean(String typed, Collection<String> known) {
        return nearest(typed, known).map(word -> "; did you mean " + word + "?").orElse("");
    }

    /// The Levenshtein distance, computed row by row.
    private static int distance(String from, String to) {
        var above = new int[to.length() + 1];
        for (int column = 0; column < above.length; column++) above[column] = column;
        for (int row = 1; row <= from.length(); row++) above = nextRow(above, from.charAt(row - 1), to, row);
        return above[to.length()];
    }

    private static int[] nextRow(int[] above, char letter, String to, int row) {
        var current = new int[above.length];
        current[0] = row;
        for (int column = 1; column < current.length; column++) {
            int replaced = above[column - 1] + (letter == to.charAt(column - 1) ? 0 : 1);
            current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
        }
        return current;
    }
}
