package dev.halftone.engine.catalog;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/// A text that can be looked at before it is consumed, as far ahead as wanted.
final class Lookahead {
    private static final int BLOCK = 8192;

    private final Reader text;
    private char[] window = new char[2 * BLOCK];
    private int begin;
    private int end;
    private boolean atEnd;

    Lookahead(Reader text) {
        this.text = text;
    }

    /// Whether there is a character at this index; 0 is the next one.
    boolean has(int index) throws IOException {
        while (begin + index >= end) {
            if (!fill()) return false;
        }
        return true;
    }

    /// The character at an index that [#has] found.
    char at(int index) {
        return window[begin + index];
    }

    /// Consumes the next characters into an array.
    void take(char[] target, int offset, int count) {
        System.arraycopy(window, begin, target, offset, count);
        begin += count;
    }

    /// Consumes the next character.
    char take() {
        return window[begin++];
    }

    /// Replaces the next characters.
    void replace(int count, String replacement) {
        int rest = end - begin - count;
        var replaced = new char[Math.max(window.length, replacement.length() + rest + BLOCK)];
        replacement.getChars(0, replacement.length(), replaced, 0);
        System.arraycopy(window, begin + count, replaced, replacement.length(), rest);
        window = replaced;
        begin = 0;
        end = replacement.length() + rest;
    }

    /// The next characters, without consuming them.
    String text(int count) {
        return new String(window, begin, count);
    }

    /// Reads another block behind the window. Returns false at the end of the text.
    private boolean fill() throws IOException {
        if (atEnd) return false;
        if (window.length - end < BLOCK) makeRoom();
        int count = text.read(window, end, window.length - end);
        if (count < 0) atEnd = true;
        else end += count;
        return count > 0;
    }

    private void makeRoom() {
        int kept = end - begin;
        var moved = kept + BLOCK > window.length ? Arrays.copyOf(window, 2 * window.length) : window;
        System.arraycopy(window, begin, moved, 0, kept);
        window = moved;
        begin = 0;
        end = kept;
    }

    void close() throws IOException {
        text.close();
    }
}
