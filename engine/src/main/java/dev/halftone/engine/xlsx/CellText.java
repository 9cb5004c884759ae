package dev.halftone.engine.xlsx;

/// Texts of cells, in which `_xHHHH_` stands for a character that XML does not have (ECMA-376 part 1,
/// 22.9.2.19).
final class CellText {
    private static final int ESCAPE_CHARS = 7;

    private CellText() {}

    static String decode(String text) {
        int escape = nextEscape(text, 0);
        if (escape < 0) return text;
        var decoded = new StringBuilder(text.length());
        int copied = 0;
        while (escape >= 0) {
            decoded.append(text, copied, escape).append((char) Integer.parseInt(text, escape + 2, escape + 6, 16));
            copied = escape + ESCAPE_CHARS;
            escape = nextEscape(text, copied);
        }
        return decoded.append(text, copied, text.length()).toString();
    }

    private static int nextEscape(String text, int from) {
        int i = text.indexOf("_x", from);
        while (i >= 0 && !isEscape(text, i)) i = text.indexOf("_x", i + 1);
        return i;
    }

    private static boolean isEscape(String text, int at) {
        if (at + ESCAPE_CHARS > text.length() || text.charAt(at + 6) != '_' || !text.startsWith("_x", at)) return false;
        for (int i = at + 2; i < at + 6; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') return false;
        }
        return true;
    }

    /// The text as XML that reads back as the same.
    static String encode(String text) {
        var encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (isEscape(text, i)) {
                encoded.append("_x005F_");
            } else if (c == '\r' || !XmlText.isCharacter(c)) {
                encoded.append("_x%04X_".formatted(c));
            } else {
                encoded.appendCodePoint(c);
            }
        }
        return XmlText.encode(encoded.toString());
    }
}
