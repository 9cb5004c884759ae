package dev.halftone.imaging.header;

import java.util.Locale;

/// What precedes the first element of an XML or HTML document, and the name of that element (XML 1.0, clauses
/// 2.8 and 3.1). Names are in lower case.
///
/// @param doctype the name after `<!DOCTYPE`, or empty
/// @param root the first element's name, or empty
/// @param isXml whether it has an XML declaration, or its first element has an end tag
record XmlProlog(String doctype, String root, boolean isXml) {

    static XmlProlog parse(String text) {
        return new Parser(text).parse();
    }

    boolean isHtml() {
        return doctype.equals("html");
    }

    /// The root's name without its namespace prefix.
    String localRoot() {
        return root.substring(root.indexOf(':') + 1);
    }

    private static final class Parser {
        private final String text;
        private String doctype = "";
        private int at;

        Parser(String text) {
            this.text = text;
        }

        XmlProlog parse() {
            skipSpace();
            var isDeclared = text.startsWith("<?xml", at);
            while (skipMisc()) skipSpace();
            var root = text.startsWith("<", at) ? name(at + 1) : "";
            var isClosed = !root.isEmpty() && text.indexOf("</" + root, at) > 0;
            return new XmlProlog(
                    doctype.toLowerCase(Locale.ROOT), root.toLowerCase(Locale.ROOT), isDeclared || isClosed);
        }

        // A comment, a processing instruction, or the document type. Whether there was one.
        private boolean skipMisc() {
            if (text.startsWith("<!--", at)) return skipBehind("-->", at + 4);
            if (text.startsWith("<?", at)) return skipBehind("?>", at + 2);
            return text.regionMatches(true, at, "<!doctype", 0, 9) && skipDoctype();
        }

        private boolean skipBehind(String end, int from) {
            var found = text.indexOf(end, from);
            at = found < 0 ? text.length() : found + end.length();
            return true;
        }

        // It may hold declarations in brackets, and those may hold the same characters in quotes and comments.
        private boolean skipDoctype() {
            at += 9;
            skipSpace();
            doctype = name(at);
            for (var depth = 1; at < text.length() && depth > 0; ) {
                var character = text.charAt(at);
                if (text.startsWith("<!--", at)) skipBehind("-->", at + 4);
                else if (character == '"' || character == '\'') skipBehind(String.valueOf(character), at + 1);
                else {
                    if (character == '<' || character == '[') depth++;
                    if (character == '>' || character == ']') depth--;
                    at++;
                }
            }
            return true;
        }

        private void skipSpace() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        }

        private String name(int from) {
            var end = from;
            while (end < text.length() && isNameCharacter(text.charAt(end))) end++;
            return text.substring(from, end);
        }

        private static boolean isNameCharacter(char character) {
            return Character.isLetterOrDigit(character) || ":_-.".indexOf(character) >= 0;
        }
    }
}
