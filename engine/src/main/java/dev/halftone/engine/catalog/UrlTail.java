package dev.halftone.engine.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Decides which texts after separators still belong to the URL before them.
///
/// A placeholder such as `N/A` never does. Other texts without a dot and a slash do only before one that has them
/// (`w_100,h_100/a.jpg`), or in a query (`?rect=0,0,100,100`). After the suffix of an image, a URL only goes on behind
/// blanks or in a query.
final class UrlTail {
    private static final Set<String> PLACEHOLDERS =
            Set.of("-", "--", "–", "—", "n/a", "#n/a", "n.a.", "n.a", "na", "null", "none", "nil", "nan", "undefined");
    private static final Pattern IMAGE_SUFFIX =
            Pattern.compile("\\.(jpe?g|jfif|png|gif|webp|avif|tiff?|bmp|hei[cf]|svg)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9A-Fa-f]{4})|(.))", Pattern.DOTALL);
    private static final Pattern SECOND_SCHEME = Pattern.compile("(?<![/=?:(])https?://", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_SUFFIX = 5;

    private UrlTail() {}

    /// Where the URL that begins at `begin` ends: at the separators before the first text that is not part of it.
    static int start(String text, int begin, int end) {
        if (text.regionMatches(true, begin, "data:", 0, 5)) return end;
        int query = text.indexOf('?', begin, end);
        int tail = end;
        int i = begin;
        while (i < end) {
            int after = UrlSeparators.end(text, i, end);
            if (after == i) {
                i++;
                continue;
            }
            int entryEnd = entryEnd(text, after, end);
            var entry = text.substring(after, entryEnd);
            boolean inQuery = query >= 0 && query < i;
            boolean mayGoOn = !isBare(entry) && (inQuery || UrlSeparators.areBlanks(text, i, after));
            if (isPlaceholder(entry) || (hasImageSuffix(text, begin, i) && !mayGoOn)) return Math.min(tail, i);
            if (!isBare(entry) || (inQuery && UrlSeparators.areTight(text, i, after))) tail = end;
            else tail = Math.min(tail, i);
            i = entryEnd;
        }
        return tail;
    }

    /// Where the last text after separators other than blanks begins; after the first blanks if there are no other
    /// separators and a URL comes before them.
    static int lastEntry(String text, int begin, int end) {
        int last = begin;
        int firstBlanks = end;
        for (int i = begin; i < end; i++) {
            int after = UrlSeparators.end(text, i, end);
            if (after == i) continue;
            if (!UrlSeparators.areBlanks(text, i, after)) last = after;
            else firstBlanks = Math.min(firstBlanks, i);
            i = after - 1;
        }
        if (last > begin) return last;
        return UrlStart.lengthAt(text, begin) > 0 ? firstBlanks : begin;
    }

    private static int entryEnd(String text, int begin, int end) {
        int i = begin;
        while (i < end && UrlSeparators.end(text, i, end) == i) i++;
        return i;
    }

    private static boolean isPlaceholder(String entry) {
        return PLACEHOLDERS.contains(entry.toLowerCase(Locale.ROOT));
    }

    private static boolean isBare(String entry) {
        int dot = entry.indexOf('.');
        return (dot < 0 || dot == entry.length() - 1) && entry.indexOf('/') < 0;
    }

    private static boolean hasImageSuffix(String text, int begin, int end) {
        return IMAGE_SUFFIX
                .matcher(text.substring(Math.max(begin, end - LONGEST_SUFFIX), end))
                .find();
    }

    /// Why two URLs may have become this one; empty if nothing looks like it.
    static Optional<String> suspicion(String url) {
        if (url.chars().anyMatch(c -> Whitespace.isBlank((char) c))) return Optional.of("has a blank in it");
        if (url.indexOf('<') >= 0) return Optional.of("has \"<\" in it");
        var second = SECOND_SCHEME.matcher(url);
        return second.find(1) ? Optional.of("has " + second.group() + " in the middle") : Optional.empty();
    }

    /// Decodes the escapes of JSON and Python: `\/` for a slash, and a `u` with four digits.
    static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> escape.group(1) == null
                        ? Matcher.quoteReplacement(escape.group(2))
                        : Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
