package dev.halftone.engine.catalog;

/// What counts as nothing: the blanks and controls of ASCII, and the invisible characters that spreadsheets and web
/// pages leave behind when text is copied out of them.
final class Whitespace {
    private static final char ZERO_WIDTH_SPACE = '\u200B';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Whitespace() {}

    static boolean isBlank(char c) {
        if (c <= ' ') return true;
        if (c < 0x7F) return false;
        return Character.isSpaceChar(c) || c == ZERO_WIDTH_SPACE || c == BYTE_ORDER_MARK;
    }

    static boolean isBlank(CharSequence text) {
        return firstInk(text) == text.length();
    }

    static boolean isBlank(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!isBlank(text[i])) return false;
        }
        return true;
    }

    static String strip(String text) {
        int begin = firstInk(text);
        int end = text.length();
        while (end > begin && isBlank(text.charAt(end - 1))) end--;
        return text.substring(begin, end);
    }

    private static int firstInk(CharSequence text) {
        int i = 0;
        while (i < text.length() && isBlank(text.charAt(i))) i++;
        return i;
    }
}
