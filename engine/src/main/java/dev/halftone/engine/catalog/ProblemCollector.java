package dev.halftone.engine.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Collects the problems found in a file. Counts all, but creates messages for the first hundred only.
final class ProblemCollector {
    static final int MAX_LISTED = 100;

    private final List<Violation> violations = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private long violationCount;
    private long warningCount;

    void addWarning(Warning warning) {
        addWarning(new Position(warning.line(), warning.column()), warning.code(), warning::message);
    }

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

    /// The start of a text, quoted for a message: one line without control characters for terminals or
    /// pages.
    static final class Excerpt {
        private static final int MAX_CHARS = 80;

        private Excerpt() {}

        static String of(String text) {
            var excerpt = new StringBuilder("\"");
            text.codePoints().limit(MAX_CHARS).forEach(c -> append(excerpt, c));
            if (text.codePointCount(0, text.length()) > MAX_CHARS) excerpt.append('…');
            return excerpt.append('"').toString();
        }

        private static void append(StringBuilder excerpt, int c) {
            switch (c) {
                case '\n' -> excerpt.append("\\n");
                case '\r' -> excerpt.append("\\r");
                case '\t' -> excerpt.append("\\t");
                default -> {
                    if (isPrintable(c)) excerpt.appendCodePoint(c);
                    else excerpt.append("<U+%04X>".formatted(c));
                }
            }
        }

        // FORMAT includes the bidirectional marks, which can make a text look like another.
        private static boolean isPrintable(int c) {
            return switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR -> false;
                case Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
                case Character.SPACE_SEPARATOR -> c == ' ';
                default -> true;
            };
        }
    }

    /// A position in a file: its line and the cell of its record, both from 1.
    record Position(long line, int column) {}
}
