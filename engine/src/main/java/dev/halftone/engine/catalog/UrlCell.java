package dev.halftone.engine.catalog;

import dev.halftone.engine.request.SourceUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Splits a cell into URLs.
///
/// Commas, semicolons, vertical bars, blanks and line breaks separate URLs, but the first four may also be part of
/// one (`…/w_100,h_100/a.jpg`). So after them a new URL starts only where a scheme starts; after a line break,
/// always. The first text of a cell always counts as a URL. Empty entries are ignored.
final class UrlCell {
    private final String text;
    private final List<SourceUrl> urls = new ArrayList<>();

    private UrlCell(String text) {
        this.text = text;
    }

    static List<SourceUrl> split(String text) {
        return new UrlCell(text).split();
    }

    private List<SourceUrl> split() {
        int begin = afterSeparators(0);
        int end = begin;
        while (end < text.length()) {
            int next = afterSeparators(end);
            if (next == end) {
                end++;
            } else if (isBoundary(end, next)) {
                add(begin, end);
                begin = next;
                end = next;
            } else {
                end = next;
            }
        }
        add(begin, end);
        return urls;
    }

    private void add(int begin, int end) {
        if (begin < end) urls.add(new SourceUrl(text.substring(begin, end)));
    }

    private int afterSeparators(int at) {
        int after = at;
        while (after < text.length() && isSeparator(text.charAt(after))) after++;
        return after;
    }

    /// Whether the separators from `end` to `next` end a URL.
    private boolean isBoundary(int end, int next) {
        return next == text.length() || Scheme.beginsAt(text, next) || hasLineBreak(end, next);
    }

    private boolean hasLineBreak(int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') return true;
        }
        return false;
    }

    private static boolean isSeparator(char c) {
        return c == ',' || c == ';' || c == '|' || Whitespace.isBlank(c);
    }

    /// The start of a URL: `https://`. By RFC 3986 §3.1 `h:200` would match too, and image services use
    /// such options in paths. So without slashes only well-known schemes count.
    static final class Scheme {
        private static final Set<String> KNOWN = Set.of("http", "https", "ftp", "file", "data", "blob", "javascript");

        private Scheme() {}

        static boolean beginsAt(String text, int at) {
            int colon = at;
            while (colon < text.length() && isSchemeCharacter(text.charAt(colon))) colon++;
            if (colon == at || !isLetter(text.charAt(at)) || !text.startsWith(":", colon)) return false;
            return text.startsWith("://", colon)
                    || KNOWN.contains(text.substring(at, colon).toLowerCase(Locale.ROOT));
        }

        private static boolean isSchemeCharacter(char c) {
            return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
        }

        private static boolean isLetter(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }
    }
}
