package dev.halftone.engine.intake;

import java.util.Locale;
import java.util.Set;

/// The beginning of a URL: `https://`. By RFC 3986 §3.1 `h:200` could be one as well, and image services write options
/// like that in a path; so without the slashes only well-known schemes count.
final class Scheme {
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
