package dev.halftone.engine.catalog;

import java.util.Locale;
import java.util.Set;

/// The start of a URL: a scheme such as `https://`, or `//` or `www.` before a host.
///
/// By RFC 3986 §3.1 `h:200` would be a scheme too, and image services use such options in paths. So without slashes
/// only well-known schemes count.
final class UrlStart {
    private static final Set<String> KNOWN = Set.of("http", "https", "ftp", "file", "data", "blob", "javascript");

    private UrlStart() {}

    /// The length of the scheme, `//` or `www.` at this index; 0 if no URL starts there.
    static int lengthAt(String text, int at) {
        if (text.startsWith("https://", at)) return 8;
        if (text.startsWith("http://", at)) return 7;
        if (text.startsWith("//", at)) return isHostCharacter(text, at + 2) ? 2 : 0;
        if (text.regionMatches(true, at, "www.", 0, 4)) return isHostCharacter(text, at + 4) ? 4 : 0;
        return schemeLength(text, at);
    }

    private static int schemeLength(String text, int at) {
        int colon = at;
        while (colon < text.length() && isSchemeCharacter(text.charAt(colon))) colon++;
        if (colon == at || !isLetter(text.charAt(at)) || !text.startsWith(":", colon)) return 0;
        if (text.startsWith("://", colon)) return colon + 3 - at;
        return KNOWN.contains(text.substring(at, colon).toLowerCase(Locale.ROOT)) ? colon + 1 - at : 0;
    }

    private static boolean isHostCharacter(String text, int at) {
        return at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '[');
    }

    private static boolean isSchemeCharacter(char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '-';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
