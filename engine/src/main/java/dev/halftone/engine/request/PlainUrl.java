package dev.halftone.engine.request;

/// Recognizes valid URLs without a parser, if they are so plain that every parser agrees:
/// `https://cdn.shop.example:8080/` followed by printable ASCII. It says nothing about other URLs.
///
/// A CSV of two million URLs should be checked within seconds. Nearly all are plain, and the parser takes ten times
/// as long. A fetch never relies on this check: it always uses the parser.
public final class PlainUrl {
    private static final int MAX_HOST = 253;
    private static final int MAX_LABEL = 63;
    private static final int LAST_PORT = 65_535;

    private final String text;
    private int at;

    private PlainUrl(String text, int authority) {
        this.text = text;
        this.at = authority;
    }

    /// Whether the URL whose authority begins at `authority` is plain and valid.
    public static boolean isPlain(String text, int authority) {
        return new PlainUrl(text, authority).isPlain();
    }

    private boolean isPlain() {
        return hasHost() && hasPortOrNone() && isAtPathOrEnd() && restIsPrintable();
    }

    /// Labels of letters, digits and hyphens (RFC 1123 §2.1); the last one starts with a letter.
    private boolean hasHost() {
        var start = at;
        var label = at;
        while (isLabel()) {
            if (at == text.length() || text.charAt(at) != '.') return isName(start, label);
            label = ++at;
        }
        return false;
    }

    private boolean isName(int start, int lastLabel) {
        return at - start <= MAX_HOST && isLetter(text.charAt(lastLabel));
    }

    /// No `--` inside: `xn--` marks an internationalized name, and other prefixes are reserved.
    private boolean isLabel() {
        var start = at;
        var before = '-';
        while (at < text.length() && isLetterDigitOrHyphen(text.charAt(at))) {
            var sign = text.charAt(at++);
            if (sign == '-' && before == '-') return false;
            before = sign;
        }
        return before != '-' && at - start <= MAX_LABEL;
    }

    private boolean hasPortOrNone() {
        if (at == text.length() || text.charAt(at) != ':') return true;
        var start = ++at;
        var port = 0;
        while (at < text.length() && isDigit(text.charAt(at)) && port <= LAST_PORT) {
            port = port * 10 + text.charAt(at++) - '0';
        }
        return at > start && port > 0 && port <= LAST_PORT;
    }

    private boolean isAtPathOrEnd() {
        return at == text.length() || "/?#".indexOf(text.charAt(at)) >= 0;
    }

    private boolean restIsPrintable() {
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '~') at++;
        return at == text.length();
    }

    private static boolean isLetterDigitOrHyphen(char c) {
        return isLetter(c) || isDigit(c) || c == '-';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
