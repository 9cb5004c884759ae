package dev.halftone.engine.catalog;

import java.util.Locale;
import java.util.Set;

/// What stands between the URLs of a cell: blanks, line breaks, commas, semicolons and vertical bars, also full-width
/// ones; HTML tags such as `<br>`; a literal `\n`; and `>` between blanks.
///
/// Most of them may also be part of a URL. [UrlCell] decides.
final class UrlSeparators {
    private static final int ASCII = 128;
    private static final String FULL_WIDTH = "，、；｜";
    private static final Set<String> TAGS = Set.of("br", "p", "li", "ul", "ol", "div");
    private static final int LONGEST_TAG = 4;
    private static final boolean[] PLAIN = new boolean[ASCII];

    static {
        for (char c = '!'; c < ASCII - 1; c++) PLAIN[c] = ",;|<>\\\"'`()[]{}:".indexOf(c) < 0;
    }

    private UrlSeparators() {}

    /// Whether the character neither separates nor encloses URLs. Nearly all characters are plain, so this is what
    /// makes reading a cell fast.
    static boolean isPlain(char c) {
        return c < ASCII && PLAIN[c];
    }

    /// The index after the separators at `at`; `at` itself if there are none.
    static int end(String text, int at, int limit) {
        int end = at;
        int next = endOfOne(text, at, limit);
        while (next > end) {
            end = next;
            next = endOfOne(text, end, limit);
        }
        return end;
    }

    private static int endOfOne(String text, int at, int limit) {
        if (at >= limit || isPlain(text.charAt(at))) return at;
        char c = text.charAt(at);
        return switch (c) {
            case ',', ';', '|' -> at + 1;
            case '<' -> endOfTag(text, at);
            case '\\' -> endOfEscape(text, at);
            case '>' -> isArrow(text, at, limit) ? at + 1 : at;
            default -> Whitespace.isBlank(c) || FULL_WIDTH.indexOf(c) >= 0 ? at + 1 : at;
        };
    }

    /// `<br>`, `<BR />`, `</p>`: a tag without attributes.
    private static int endOfTag(String text, int at) {
        int i = text.startsWith("/", at + 1) ? at + 2 : at + 1;
        int name = i;
        while (i < text.length() && i < name + LONGEST_TAG && isLetter(text.charAt(i))) i++;
        if (!TAGS.contains(text.substring(name, i).toLowerCase(Locale.ROOT))) return at;
        while (i < text.length() && text.charAt(i) == ' ') i++;
        if (text.startsWith("/", i)) i++;
        return text.startsWith(">", i) ? i + 1 : at;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /// A line break that was escaped twice: a backslash and the letter n, also after a backslash and the letter r.
    private static int endOfEscape(String text, int at) {
        if (text.startsWith("\\r\\n", at)) return at + 4;
        return text.startsWith("\\n", at) ? at + 2 : at;
    }

    private static boolean isArrow(String text, int at, int limit) {
        return at > 0
                && Whitespace.isBlank(text.charAt(at - 1))
                && (at + 1 >= limit || Whitespace.isBlank(text.charAt(at + 1)));
    }

    /// Whether these separators are never part of a URL.
    static boolean alwaysSeparate(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if ("\n\r<".indexOf(text.charAt(i)) >= 0) return true;
        }
        return false;
    }

    /// Whether these separators are blanks only.
    static boolean areBlanks(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (!Whitespace.isBlank(text.charAt(i))) return false;
        }
        return true;
    }

    /// Whether these separators have no blank among them.
    static boolean areTight(String text, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (Whitespace.isBlank(text.charAt(i))) return false;
        }
        return true;
    }
}
