package dev.halftone.engine.catalog;

import dev.halftone.engine.request.SourceUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Finds the URLs of a cell, and where each stands in its text.
///
/// - A URL starts at the start of the cell, or after separators, where a [scheme or host][UrlStart] starts. Anything
///   else after a separator may still be part of the URL (`…/w_100,h_100/a.jpg`): [UrlTail] decides. After a line
///   break something new always starts.
/// - Text that is no URL counts as one, so that its image fails under that text. Empty entries are ignored.
/// - Quotes and brackets around a URL do not belong to it. Around the whole cell, they make a list in JSON or Python.
/// - In `name.jpg (URL)` and in Markdown, only the URL counts; in a formula, its first argument.
final class UrlCell {
    /// Characters that may stand before a URL, and below each what ends it.
    private static final String OPENING = "\"'`<([{“”„‘’‚«»‹›";

    private static final List<String> CLOSING =
            List.of("\"", "'", "`", ">", ")", "]", "}", "“”", "“”", "“”", "‘’", "‘’", "‘’", "«»", "«»", "‹›", "‹›");

    /// Never part of a URL at its end.
    private static final String STRAY = "\"`<>“”„«»‹›";

    /// `=HYPERLINK("URL","text")`, and with other separators, numbers of arguments and names of functions.
    private static final Pattern FORMULA = Pattern.compile("\\s*=\\s*@?[\\p{L}_.]+\\s*\\(\\s*\"([^\"]*)\"\\s*"
            + "(?:[,;]\\s*(?:(?:\"[^\"]*\"){1,9}|[^\",;()]*)\\s*){0,9}\\)\\s*");

    private static final int LONGEST_TITLE = 200;

    private final String text;
    private final List<Place> places = new ArrayList<>(4);
    private int limit;

    /// What ends the enclosed text that is being read; empty outside quotes and brackets.
    private String closing = "";

    private boolean isList;

    // What findEnd found.
    private int end;
    private int next;
    private boolean isClosed;
    private boolean isPlain;

    private UrlCell(String text) {
        this.text = text;
        this.limit = text.length();
    }

    /// One image of a cell: the span of its URL in the cell's text, and the URL.
    ///
    /// @param end the index after the last character
    /// @param url as it came, but with the escapes of lists and formulas decoded
    /// @param isSuspect whether two URLs may have become one; [UrlTail#suspicion] says why
    record Place(int begin, int end, SourceUrl url, boolean isSuspect) {
        /// The whole text of a cell, without the blanks around it.
        static Place whole(String text) {
            int begin = 0;
            int end = text.length();
            while (begin < end && Whitespace.isBlank(text.charAt(begin))) begin++;
            while (end > begin && Whitespace.isBlank(text.charAt(end - 1))) end--;
            return new Place(begin, end, new SourceUrl(text.substring(begin, end)), false);
        }
    }

    static List<Place> places(String text) {
        var cell = new UrlCell(text);
        if (!cell.addFormula()) cell.addAll();
        return cell.places;
    }

    private boolean addFormula() {
        if (!text.startsWith("=", firstNonBlank())) return false;
        var formula = FORMULA.matcher(text);
        if (!formula.matches()) return false;
        var url = Whitespace.strip(formula.group(1));
        if (!url.isEmpty()) places.add(new Place(formula.start(1), formula.end(1), new SourceUrl(url), false));
        return true;
    }

    private void addAll() {
        int begin = UrlSeparators.end(text, listStart(), limit);
        while (begin < limit) {
            int start = afterOpening(begin);
            int length = UrlStart.lengthAt(text, start);
            if (length > 0 && start > begin) closing = CLOSING.get(OPENING.indexOf(text.charAt(start - 1)));
            findEnd(length > 0 ? start + length : begin);
            if (length > 0) addUrl(start);
            else addOthers(begin, labelStart(begin));
            if (isClosed) closing = "";
            begin = next;
        }
    }

    /// Where the first entry may start: after the bracket of a list, whose end becomes the limit.
    private int listStart() {
        int begin = firstNonBlank();
        if (begin == limit || "[{(".indexOf(text.charAt(begin)) < 0) return begin;
        int last = limit - 1;
        while (Whitespace.isBlank(text.charAt(last))) last--;
        if (last == begin || !CLOSING.get(OPENING.indexOf(text.charAt(begin))).contains(text.substring(last, last + 1)))
            return begin;
        isList = true;
        limit = last;
        return begin + 1;
    }

    private int firstNonBlank() {
        int i = 0;
        while (i < limit && Whitespace.isBlank(text.charAt(i))) i++;
        return i;
    }

    private int afterOpening(int at) {
        int after = at;
        while (after < limit && isOpening(text.charAt(after))) after++;
        return after;
    }

    private static boolean isOpening(char c) {
        return !UrlSeparators.isPlain(c) && OPENING.indexOf(c) >= 0;
    }

    private boolean urlStartsAt(int at) {
        int start = afterOpening(at);
        return start < limit && UrlStart.lengthAt(text, start) > 0;
    }

    /// Finds where the text that continues at `from` ends, and where the next one begins.
    private void findEnd(int from) {
        isClosed = false;
        isPlain = true;
        int i = from;
        while (i < limit && !endsAt(i)) {
            i++;
            while (i < limit && UrlSeparators.isPlain(text.charAt(i))) i++;
        }
        if (i >= limit) {
            end = limit;
            next = limit;
        }
    }

    private boolean endsAt(int at) {
        char c = text.charAt(at);
        if (UrlSeparators.isPlain(c)) return false;
        if (!closing.isEmpty() && closing.indexOf(c) >= 0 && mayCloseBefore(at + 1)) return close(at, at + 1);
        int after = UrlSeparators.end(text, at, limit);
        if (after > at) return separatorsEnd(at, after);
        if (c == '(' && at > 0 && text.charAt(at - 1) == ']' && urlStartsAt(at)) return stop(at, at);
        if (c == '<' || (c == ':' && text.startsWith("//", at + 1))) isPlain = false;
        return false;
    }

    private boolean separatorsEnd(int at, int after) {
        if (after >= limit || UrlSeparators.alwaysSeparate(text, at, after) || urlStartsAt(after))
            return stop(at, after);
        // The title of a link in Markdown: (URL "title").
        int paren = closing.equals(")") && text.charAt(after) == '"'
                ? text.indexOf(')', after, Math.min(limit, after + LONGEST_TITLE))
                : -1;
        if (paren >= 0) return close(at, paren + 1);
        isPlain = false;
        return false;
    }

    private boolean mayCloseBefore(int at) {
        return at >= limit || UrlSeparators.end(text, at, limit) > at || text.startsWith("![", at);
    }

    private boolean close(int at, int after) {
        isClosed = true;
        return stop(at, UrlSeparators.end(text, after, limit));
    }

    private boolean stop(int at, int begin) {
        end = at;
        next = begin;
        return true;
    }

    private void addUrl(int start) {
        // [URL](URL): the first is the label of the second.
        if (isMarkdownLabel() && start > 0 && text.charAt(start - 1) == '[') return;
        int urlEnd = isPlain ? end : trimmed(start, labelStart(start));
        int tail = isPlain ? urlEnd : UrlTail.start(text, start, urlEnd);
        add(start, tail);
        if (tail < urlEnd) addOthers(UrlSeparators.end(text, tail, limit), urlEnd);
    }

    /// Where the label of the next URL begins, as in `name.jpg (URL)` and `[text](URL)`; otherwise the end.
    private int labelStart(int begin) {
        if (isClosed || next >= limit || text.charAt(next) != '(') return end;
        if (isMarkdownLabel()) {
            int bracket = text.lastIndexOf('[', end);
            return bracket < begin ? end : bracket - (bracket > begin && text.charAt(bracket - 1) == '!' ? 1 : 0);
        }
        return UrlTail.lastEntry(text, begin, end);
    }

    private boolean isMarkdownLabel() {
        return next == end && next < limit && text.charAt(next) == '(';
    }

    private int trimmed(int begin, int at) {
        int trimmed = at;
        while (trimmed > begin && isSeparator(trimmed - 1)) trimmed--;
        return trimmed;
    }

    private boolean isSeparator(int at) {
        return UrlSeparators.end(text, at, limit) > at;
    }

    /// Adds each text between separators other than blanks.
    private void addOthers(int from, int to) {
        int begin = from;
        for (int i = from; i < to; i++) {
            int after = UrlSeparators.end(text, i, to);
            if (after == i) continue;
            if (!UrlSeparators.areBlanks(text, i, after)) {
                add(begin, i);
                begin = after;
            }
            i = after - 1;
        }
        add(begin, to);
    }

    private void add(int from, int to) {
        int begin = from;
        int stop = to;
        while (stop > begin && isStray(text.charAt(stop - 1))) stop--;
        while (begin < stop && isStray(text.charAt(begin))) begin++;
        if (begin == stop) return;
        var written = text.substring(begin, stop);
        var isEscaped = (isList || !closing.isEmpty()) && written.indexOf('\\') >= 0;
        var url = new SourceUrl(isEscaped ? UrlTail.unescaped(written) : written);
        places.add(new Place(
                begin, stop, url, !isPlain && UrlTail.suspicion(url.text()).isPresent()));
    }

    private boolean isStray(char c) {
        if (UrlSeparators.isPlain(c)) return false;
        return Whitespace.isBlank(c) || STRAY.indexOf(c) >= 0 || closing.indexOf(c) >= 0 || (isList && c == '\'');
    }
}
