package dev.halftone.engine.xlsx;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Arrays;
import java.util.Optional;

/// Reads XML token by token, and knows the exact characters of each, so that a copy can leave out some of
/// them.
///
/// Checks that tags are well formed, that elements are closed in order, and that there is one root. It reads
/// no DTD, so there are no entities to expand and nothing outside to fetch. Names are compared without their
/// prefix. Memory is bounded by the longest token; of the past, only the names of open elements are kept.
final class XmlScanner implements Closeable {
    /// Excel writes at most 32,767 characters into a cell, but long lists of ranges into attributes.
    private static final int MAX_TOKEN_CHARS = 16 * 1024 * 1024;

    private final Reader in;
    private char[] buffer = new char[64 * 1024];
    private int limit;

    /// The current token in the buffer.
    private int start;

    private int end;
    private Token token = Token.OTHER;
    private final XmlTag tag = new XmlTag();
    private final OpenElements open = new OpenElements();
    private boolean hasRoot;

    XmlScanner(Reader in) {
        this.in = in;
    }

    enum Token {
        /// A start tag or an empty-element tag. An empty element has an end, too, with no characters.
        START,
        END,
        /// Text, or a CDATA section.
        TEXT,
        /// A comment, a processing instruction or the XML declaration.
        OTHER,
        /// The end of the document.
        EOF
    }

    Token next() throws IOException {
        token = read();
        return token;
    }

    private Token read() throws IOException {
        start = end;
        if (token == Token.START && tag.isEmpty()) {
            open.pop();
            return Token.END;
        }
        if (start > buffer.length / 2) moveToFront();
        if (!has(start)) {
            if (open.depth() > 0 || !hasRoot) throw InvalidWorkbookException.malformed("its XML ends too early");
            return Token.EOF;
        }
        if (buffer[start] != '<') return text();
        return switch (at(start + 1)) {
            case '/' -> endTag();
            case '?' -> other(start + 2, "?>");
            case '!' -> declaration();
            default -> startTag();
        };
    }

    private Token text() throws IOException {
        int i = start;
        boolean isBlank = true;
        for (; has(i); i++) {
            char c = buffer[i];
            if (c == '<') break;
            if (c > ' ') {
                // A byte order mark is not text.
                isBlank &= c == '\uFEFF' && !hasRoot;
                if (c == '>' && i >= start + 2 && buffer[i - 1] == ']' && buffer[i - 2] == ']') {
                    throw InvalidWorkbookException.malformed("its XML has the end of a section that never began");
                }
            } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                throw InvalidWorkbookException.malformed("its XML has a control character");
            }
        }
        if (open.depth() == 0 && !isBlank)
            throw InvalidWorkbookException.malformed("its XML has text outside the root");
        end = i;
        return Token.TEXT;
    }

    private Token startTag() throws IOException {
        int close = start + 1;
        // A ">" in quotes does not end the tag.
        char quote = 0;
        for (; ; close++) {
            char c = at(close);
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                break;
            }
        }
        end = close + 1;
        tag.parse(buffer, start, end);
        if (open.depth() == 0 && hasRoot) throw InvalidWorkbookException.malformed("its XML has two roots");
        hasRoot = true;
        open.push(buffer, tag.nameStart(), tag.nameEnd());
        return Token.START;
    }

    private Token endTag() throws IOException {
        int close = start + 2;
        while (at(close) != '>') close++;
        int nameEnd = close;
        while (nameEnd > start + 2 && buffer[nameEnd - 1] <= ' ') nameEnd--;
        if (!open.isTop(buffer, start + 2, nameEnd)) {
            throw InvalidWorkbookException.malformed("its XML closes elements in the wrong order");
        }
        open.pop();
        end = close + 1;
        return Token.END;
    }

    private Token declaration() throws IOException {
        if (startsWith("<!--")) return other(start + 4, "-->");
        if (startsWith("<![CDATA[") && open.depth() > 0) {
            other(start + 9, "]]>");
            return Token.TEXT;
        }
        throw InvalidWorkbookException.malformed("its XML has a DTD, which workbooks never have");
    }

    private boolean startsWith(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (at(start + i) != text.charAt(i)) return false;
        }
        return true;
    }

    private Token other(int from, String terminator) throws IOException {
        int matched = 0;
        int i = from;
        while (matched < terminator.length()) {
            char c = at(i);
            // "]]]>" ends a section, too: of three brackets, the last two count.
            if (c == terminator.charAt(matched)) matched++;
            else if (matched != 2 || c != terminator.charAt(1)) matched = c == terminator.charAt(0) ? 1 : 0;
            i++;
        }
        end = i;
        return Token.OTHER;
    }

    private char at(int index) throws IOException {
        if (!has(index)) throw InvalidWorkbookException.malformed("its XML ends too early");
        return buffer[index];
    }

    private boolean has(int index) throws IOException {
        while (index >= limit) {
            if (limit == buffer.length) grow();
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) return false;
            limit += count;
        }
        return true;
    }

    private void grow() throws InvalidWorkbookException {
        if (buffer.length >= MAX_TOKEN_CHARS) {
            throw InvalidWorkbookException.malformed("its XML has a text of more than 16 million characters");
        }
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }

    private void moveToFront() {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
    }

    /// The current token.
    Token token() {
        return token;
    }

    /// How many elements are open. The current start tag counts, the current end tag does not.
    int depth() {
        return open.depth();
    }

    /// Whether the current start tag has this name, without its prefix.
    boolean isElement(String localName) {
        return tag.isNamed(buffer, localName);
    }

    /// The prefix of the current start tag with its colon, or nothing.
    String prefix() {
        return tag.prefix(buffer);
    }

    /// Whether the current start tag is that of an empty element.
    boolean isEmptyElement() {
        return tag.isEmpty();
    }

    /// The value of an attribute of the current start tag, by its name without prefix.
    Optional<String> attribute(String localName) throws InvalidWorkbookException {
        return tag.attribute(buffer, localName);
    }

    /// The characters of the current token.
    String raw() {
        return new String(buffer, start, end - start);
    }

    /// Writes the characters of the current token.
    void copyTo(Writer out) throws IOException {
        out.write(buffer, start, end - start);
    }

    /// Writes the element whose start tag is the current token.
    void copyElement(Writer out) throws IOException {
        int outside = open.depth() - 1;
        copyTo(out);
        while (open.depth() > outside || token != Token.END) {
            next();
            copyTo(out);
        }
    }

    /// Skips the rest of the element whose start tag is the current token.
    void skipElement() throws IOException {
        int outside = open.depth() - 1;
        while (open.depth() > outside || token != Token.END) next();
    }

    /// The text of the element whose start tag is the current token, without that of elements in it.
    String elementText() throws IOException {
        var first = "";
        StringBuilder all = null;
        while (next() != Token.END) {
            switch (token) {
                case START -> skipElement();
                case TEXT -> {
                    if (first.isEmpty()) {
                        first = textValue();
                    } else {
                        if (all == null) all = new StringBuilder(first);
                        all.append(textValue());
                    }
                }
                case OTHER, END, EOF -> {}
            }
        }
        return all == null ? first : all.toString();
    }

    /// The text of the current token, decoded.
    String textValue() throws InvalidWorkbookException {
        if (buffer[start] == '<') return XmlText.lines(new String(buffer, start + 9, end - start - 12));
        return XmlText.decode(buffer, start, end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
