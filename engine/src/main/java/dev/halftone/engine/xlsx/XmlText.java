package dev.halftone.engine.xlsx;

/// Text of XML with its references decoded and its line ends as XML 1.0 §2.11 has them, and back.
final class XmlText {
    private XmlText() {}

    static String decode(char[] buffer, int from, int to) throws InvalidWorkbookException {
        var text = new String(buffer, from, to - from);
        return needsDecoding(text) ? references(lines(text)) : text;
    }

    static String decodeAttribute(char[] buffer, int from, int to) throws InvalidWorkbookException {
        var text = new String(buffer, from, to - from);
        return needsDecoding(text) ? references(lines(text).replace('\n', ' ').replace('\t', ' ')) : text;
    }

    private static boolean needsDecoding(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '&' || c < ' ') return true;
        }
        return false;
    }

    /// Every line end as a line feed.
    static String lines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String references(String text) throws InvalidWorkbookException {
        int reference = text.indexOf('&');
        if (reference < 0) return text;
        var decoded = new StringBuilder(text.length());
        int copied = 0;
        while (reference >= 0) {
            int end = text.indexOf(';', reference);
            if (end < 0) throw malformed();
            decoded.append(text, copied, reference);
            decoded.appendCodePoint(codePoint(text.substring(reference + 1, end)));
            copied = end + 1;
            reference = text.indexOf('&', copied);
        }
        return decoded.append(text, copied, text.length()).toString();
    }

    private static int codePoint(String name) throws InvalidWorkbookException {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> number(name);
        };
    }

    private static int number(String name) throws InvalidWorkbookException {
        if (!name.startsWith("#")) throw malformed();
        try {
            int number = name.startsWith("#x")
                    ? Integer.parseUnsignedInt(name, 2, name.length(), 16)
                    : Integer.parseUnsignedInt(name, 1, name.length(), 10);
            if (isCharacter(number)) return number;
        } catch (NumberFormatException e) {
            // Not a number: the same fault as one that is no character.
        }
        throw malformed();
    }

    private static InvalidWorkbookException malformed() {
        return InvalidWorkbookException.malformed("its XML has a \"&\" that is not valid");
    }

    /// What XML 1.0 calls a character (§2.2).
    static boolean isCharacter(int codePoint) {
        return codePoint >= ' '
                ? codePoint < 0xD800
                        || (codePoint > 0xDFFF && codePoint < 0xFFFE)
                        || (codePoint > 0xFFFF && codePoint <= 0x10FFFF)
                : codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }

    /// Text for an element or for an attribute in double quotes.
    static String encode(String text) {
        var encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> encoded.append("&lt;");
                case '>' -> encoded.append("&gt;");
                case '&' -> encoded.append("&amp;");
                case '"' -> encoded.append("&quot;");
                default -> encoded.append(c);
            }
        }
        return encoded.toString();
    }
}
