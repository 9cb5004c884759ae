package dev.halftone.engine.intake;

/// The beginning of a text as a message may quote it: one line, in quotation marks, nothing in it that a terminal or a
/// page would obey.
final class Excerpt {
    private static final int LONGEST = 80;

    private Excerpt() {}

    static String of(String text) {
        var excerpt = new StringBuilder("\"");
        text.codePoints().limit(LONGEST).forEach(c -> append(excerpt, c));
        if (text.codePointCount(0, text.length()) > LONGEST) excerpt.append('…');
        return excerpt.append('"').toString();
    }

    private static void append(StringBuilder excerpt, int c) {
        switch (c) {
            case '\n' -> excerpt.append("\\n");
            case '\r' -> excerpt.append("\\r");
            case '\t' -> excerpt.append("\\t");
            default -> {
                if (isPlain(c)) excerpt.appendCodePoint(c);
                else excerpt.append("\\u%04x".formatted(c));
            }
        }
    }

    // FORMAT has the marks that turn the direction of writing, with which a text can pose as another.
    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR -> false;
            case Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
