package dev.halftone.engine.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What the check of a file has found so far. All of it is counted; the words are made for the first hundred only.
final class ProblemCollector {
    static final int MAX_LISTED = 100;

    private final List<Violation> violations = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private long violationCount;
    private long warningCount;

    void addViolation(Position position, Violation.Code code, Supplier<String> message) {
        if (violationCount++ < MAX_LISTED)
            violations.add(new Violation(position.line(), position.column(), code, message.get()));
    }

    void addWarning(Position position, Warning.Code code, Supplier<String> message) {
        if (warningCount++ < MAX_LISTED)
            warnings.add(new Warning(position.line(), position.column(), code, message.get()));
    }

    long violationCount() {
        return violationCount;
    }

    CatalogCheck.Violations violations() {
        return new CatalogCheck.Violations(violations, violationCount);
    }

    CatalogCheck.Warnings warnings() {
        return new CatalogCheck.Warnings(warnings, warningCount);
    }

    /// The beginning of a text as a message may quote it: one line, in quotation marks, nothing in it that a
    /// terminal or a page would obey.
    static final class Excerpt {
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
}
