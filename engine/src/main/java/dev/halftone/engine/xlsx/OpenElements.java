package dev.halftone.engine.xlsx;

import java.util.Arrays;

/// The names of the elements that are open, outermost first.
final class OpenElements {
    /// No workbook comes near. Deeper nesting is meant to fill memory.
    private static final int MAX_DEPTH = 256;

    private char[] names = new char[1024];

    /// Where the name of each element begins, and where the next would.
    private final int[] starts = new int[MAX_DEPTH + 1];

    private int depth;

    int depth() {
        return depth;
    }

    void push(char[] buffer, int from, int to) throws InvalidWorkbookException {
        if (depth == MAX_DEPTH) throw InvalidWorkbookException.malformed("its XML is nested too deeply");
        int begin = starts[depth];
        int length = to - from;
        if (begin + length > names.length) names = Arrays.copyOf(names, 2 * (begin + length));
        System.arraycopy(buffer, from, names, begin, length);
        depth++;
        starts[depth] = begin + length;
    }

    boolean isTop(char[] buffer, int from, int to) {
        return depth > 0 && Arrays.equals(buffer, from, to, names, starts[depth - 1], starts[depth]);
    }

    void pop() {
        depth--;
    }
}
