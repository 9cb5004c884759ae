package dev.halftone.app.logging;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Escapes characters that forge lines of a log, control a terminal, or reorder the text around them.
public final class ControlCharacters {
    /// C0, DEL and C1; formats, among them all bidirectional controls; line and paragraph separators; lone
    /// surrogates.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private ControlCharacters() {}

    /// The text on one line, with such characters as Java writes them, `\n` or `\u001b`.
    public static String escape(String text) {
        var unsafe = UNSAFE.matcher(text);
        return unsafe.find() ? unsafe.replaceAll(ControlCharacters::escape) : text;
    }

    private static String escape(MatchResult character) {
        var codePoint = character.group().codePointAt(0);
        return Matcher.quoteReplacement(
                switch (codePoint) {
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\t' -> "\\t";
                    default -> String.format("\\u%04x", codePoint);
                });
    }
}
