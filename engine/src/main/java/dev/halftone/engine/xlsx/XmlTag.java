package dev.halftone.engine.xlsx;

import java.util.Arrays;
import java.util.Optional;

/// The parts of a start tag, as positions in the scanner's buffer.
final class XmlTag {
    private static final int MAX_ATTRIBUTES = 256;

    private int nameStart;
    private int nameEnd;
    private boolean isEmpty;

    /// Four positions for each attribute: its name from and to, its value from and to.
    private int[] attributes = new int[4 * 8];

    private int count;

    /// Takes a tag apart. The last character is its `>`.
    void parse(char[] buffer, int start, int end) throws InvalidWorkbookException {
        isEmpty = buffer[end - 2] == '/';
        int close = isEmpty ? end - 2 : end - 1;
        nameStart = start + 1;
        nameEnd = endOfName(buffer, nameStart, close);
        count = 0;
        int i = nameEnd;
        while (true) {
            int name = afterBlanks(buffer, i, close);
            if (name == close) return;
            if (name == i) throw malformed();
            i = attribute(buffer, name, close);
        }
    }

    /// Returns the position after the attribute.
    private int attribute(char[] buffer, int name, int close) throws InvalidWorkbookException {
        int end = endOfName(buffer, name, close);
        int equals = afterBlanks(buffer, end, close);
        int quote = afterBlanks(buffer, equals + 1, close);
        if (quote >= close || buffer[equals] != '=' || (buffer[quote] != '"' && buffer[quote] != '\''))
            throw malformed();
        int value = quote + 1;
        int valueEnd = value;
        while (valueEnd < close && buffer[valueEnd] != buffer[quote]) {
            if (buffer[valueEnd] == '<') throw malformed();
            valueEnd++;
        }
        if (valueEnd == close) throw malformed();
        add(buffer, name, end, value, valueEnd);
        return valueEnd + 1;
    }

    private void add(char[] buffer, int name, int end, int value, int valueEnd) throws InvalidWorkbookException {
        if (count == MAX_ATTRIBUTES) throw malformed();
        for (int i = 0; i < 4 * count; i += 4) {
            if (Arrays.equals(buffer, name, end, buffer, attributes[i], attributes[i + 1])) throw malformed();
        }
        if (4 * count == attributes.length) attributes = Arrays.copyOf(attributes, 2 * attributes.length);
        int i = 4 * count;
        attributes[i] = name;
        attributes[i + 1] = end;
        attributes[i + 2] = value;
        attributes[i + 3] = valueEnd;
        count++;
    }

    private static int endOfName(char[] buffer, int from, int close) throws InvalidWorkbookException {
        int i = from;
        while (i < close && isNameChar(buffer[i])) i++;
        boolean isName = i > from && (buffer[from] > '9' || buffer[from] == ':');
        if (!isName) throw malformed();
        return i;
    }

    private static boolean isNameChar(char c) {
        return c > '@'
                ? (c <= 'Z' || c >= 'a' || c == '_') && c != '{' && c != '|' && c != '}' && c != '~'
                : (c >= '0' && c <= ':') || c == '-' || c == '.';
    }

    private static int afterBlanks(char[] buffer, int from, int close) {
        int i = from;
        while (i < close && isBlank(buffer[i])) i++;
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static InvalidWorkbookException malformed() {
        return InvalidWorkbookException.malformed("its XML has a tag that is not valid");
    }

    boolean isEmpty() {
        return isEmpty;
    }

    int nameStart() {
        return nameStart;
    }

    int nameEnd() {
        return nameEnd;
    }

    boolean isNamed(char[] buffer, String localName) {
        return isLocalName(buffer, nameStart, nameEnd, localName);
    }

    String prefix(char[] buffer) {
        for (int i = nameStart; i < nameEnd; i++) {
            if (buffer[i] == ':') return new String(buffer, nameStart, i + 1 - nameStart);
        }
        return "";
    }

    Optional<String> attribute(char[] buffer, String localName) throws InvalidWorkbookException {
        for (int i = 0; i < 4 * count; i += 4) {
            if (!isLocalName(buffer, attributes[i], attributes[i + 1], localName)) continue;
            return Optional.of(XmlText.decodeAttribute(buffer, attributes[i + 2], attributes[i + 3]));
        }
        return Optional.empty();
    }

    private static boolean isLocalName(char[] buffer, int from, int to, String name) {
        int begin = to - name.length();
        if (begin < from || (begin > from && buffer[begin - 1] != ':')) return false;
        for (int i = 0; i < name.length(); i++) {
            if (buffer[begin + i] != name.charAt(i)) return false;
        }
        return true;
    }
}
