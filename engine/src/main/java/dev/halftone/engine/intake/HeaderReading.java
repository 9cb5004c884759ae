package dev.halftone.engine.intake;

import java.util.List;

/// What came of reading a header: a [Header], or what is wrong with it.
sealed interface HeaderReading permits Header, HeaderReading.Faulty {

    record Faulty(List<Violation> violations) implements HeaderReading {}

    /// Reads the header at the beginning of a text; it must be there as a whole.
    static HeaderReading read(String text) {
        var cells = Declaration.of(text)
                .map(declared -> declared.readFirstRecord(text))
                .orElseGet(() -> Delimiter.readFirstRecord(text));
        var violations = HeaderCheck.violations(cells);
        return violations.isEmpty() ? Header.of(cells) : new Faulty(violations);
    }
}
