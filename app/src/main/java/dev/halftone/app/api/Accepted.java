package dev.halftone.app.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Request;
import java.util.Map;
import java.util.Objects;

/// What an upload is answered with.
///
/// @param rows how many products the CSV has
/// @param images how many places there are in their URL cells
/// @param warnings the first hundred, as the JSON that the ledger keeps
record Accepted(
        String requestId,
        String status,
        long rows,
        long images,
        @JsonRawValue String warnings,
        long warningCount,
        Map<String, String> links) {

    static Accepted of(Request request, StatusReport report) {
        var size = request.size();
        return new Accepted(
                report.requestId(),
                report.status(),
                size.rows(),
                size.images(),
                size.warnings(),
                size.warningCount(),
                report.links());
    }

    /// Where the request's status is to be asked for.
    String self() {
        return Objects.requireNonNull(links.get("self"));
    }
}
