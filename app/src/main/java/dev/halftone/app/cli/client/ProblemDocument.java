package dev.halftone.app.cli.client;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a server says is wrong (RFC 9457).
///
/// @param code for programs, such as `invalid_csv`
/// @param detail for people
/// @param violations the first hundred of a CSV
/// @param violationCount all of them
public record ProblemDocument(String code, String detail, List<Finding> violations, long violationCount) {
    static final ProblemDocument NONE = new ProblemDocument("", "", List.of(), 0);

    public ProblemDocument {
        violations = List.copyOf(violations);
    }

    static ProblemDocument of(JsonNode json) {
        return new ProblemDocument(
                json.path("code").asString(""),
                json.path("detail").asString(""),
                Finding.list(json.path("violations")),
                json.path("violation_count").asLong(0));
    }

    /// A violation of a CSV, or a warning about it.
    ///
    /// @param line from 1
    /// @param column from 1
    public record Finding(long line, long column, String code, String message) {
        public static List<Finding> list(JsonNode items) {
            return items.valueStream().map(Finding::of).toList();
        }

        private static Finding of(JsonNode json) {
            return new Finding(
                    json.path("line").asLong(0),
                    json.path("column").asLong(0),
                    json.path("code").asString(""),
                    json.path("message").asString(""));
        }
    }
}
