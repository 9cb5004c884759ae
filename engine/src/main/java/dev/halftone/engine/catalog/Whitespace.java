package dev.halftone.engine.catalog;

/// Blank characters: ASCII blanks and controls, and the invisible characters in text copied from spreadsheets and
/// web pages.
final class Whitespace {
    private Whitespace() {}

    static boolean isBlank(char c) {
        if (c <= ' ') return true;
        if (c < 0x7F) return false;
        return Character.isSpaceChar(c) || isInvisible(c);
    }

    /// Zero-width blanks and joiners, marks of the direction of text, and the byte order mark.
    private static boolean isInvisible(char c) {
        return (c >= '\u200B' && c <= '\u200F')
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2060' && c <= '\u2069')
                || c == '\uFEFF';
    }

    static boolean isBlank(CharSequence text) {
        return firstNonBlank(text) == text.length();
    }

    static boolean isBlank(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!isBlank(text[i])) return false;
        }
        return true;
    }

    static String strip(String text) {
        int begin = firstNonBlank(text);
        int end = text.length();
        while (end > begin && isBlank(text.charAt(end - 1))) end--;
        return text.substring(begin, end);
    }

    private static int firstNonBlank(CharSequence text) {
        int i = 0;
        while (i < text.length() && isBlank(text.charAt(i))) i++;
        return i;
    }
}
