package dev.halftone.engine.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What the check of a file has found so far. All of it is counted; the words are made for the first hundred only.
final class Findings {
    static final int SHOWN = 100;

    private final List<Violation> violations = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private long violationCount;
    private long warningCount;

    void refuse(Place place, ViolationCode code, Supplier<String> message) {
        if (violationCount++ < SHOWN) violations.add(new Violation(place.line(), place.column(), code, message.get()));
    }

    void warn(Place place, WarningCode code, Supplier<String> message) {
        if (warningCount++ < SHOWN) warnings.add(new Warning(place.line(), place.column(), code, message.get()));
    }

    long violationCount() {
        return violationCount;
    }

    Violations violations() {
        return new Violations(violations, violationCount);
    }

    Warnings warnings() {
        return new Warnings(warnings, warningCount);
    }
}
