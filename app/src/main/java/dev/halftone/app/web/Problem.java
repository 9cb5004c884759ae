package dev.halftone.app.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.Violation;
import dev.halftone.engine.report.ReportJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// A problem document (RFC 9457 §3).
///
/// @param type a stable URN for the kind of problem
/// @param detail what is wrong this time and what to do
/// @param code the kind of problem as a stable code
/// @param field the invalid field or header, if there is one
/// @param violations the first hundred violations of a CSV
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        Optional<String> field,
        Optional<List<Violation>> violations,
        Optional<Long> violationCount) {

    /// The media type of problem documents.
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemCode code, String detail) {
        return of(code, detail, Optional.empty(), Optional.empty());
    }

    /// A field or header with an invalid value.
    public static Problem invalidOption(String field, String detail) {
        return of(ProblemCode.INVALID_OPTION, detail, Optional.of(field), Optional.empty());
    }

    public static Problem invalidCsv(CatalogCheck.Violations violations) {
        var first = violations.first().getFirst();
        var others = violations.count() == 1 ? "" : " (and %d more violations)".formatted(violations.count() - 1);
        var detail = "line %d: %s%s".formatted(first.line(), first.message(), others);
        return of(ProblemCode.INVALID_CSV, detail, Optional.empty(), Optional.of(violations));
    }

    static Problem of(JobProblem code, String detail) {
        return of(code.text(), code.title(), code.status(), detail);
    }

    private static Problem of(String code, String title, int status, String detail) {
        return new Problem(
                "urn:halftone:problem:" + code,
                title,
                status,
                detail,
                code,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Whether the same request may succeed later without a change by the client.
    boolean isTransient() {
        return status == 429 || status == 503;
    }

    private static Problem of(
            ProblemCode code, String detail, Optional<String> field, Optional<CatalogCheck.Violations> violations) {
        return new Problem(
                "urn:halftone:problem:" + code.text(),
                code.title(),
                code.status(),
                detail,
                code.text(),
                field,
                violations.map(CatalogCheck.Violations::first),
                violations.map(CatalogCheck.Violations::count));
    }

    /// Replaces a response with a problem document.
    static final class ProblemWriter {
        /// In seconds: short enough to notice a recovery soon, long enough not to slow it down.
        private static final String RETRY_AFTER = "10";

        private final JsonMapper json = ReportJson.mapper();

        void write(HttpServletResponse response, Problem problem) throws IOException {
            write(response, problem, Map.of());
        }

        void write(HttpServletResponse response, Problem problem, Map<String, String> headers) throws IOException {
            var body = json.writeValueAsBytes(problem);
            reset(response);
            UnhandledErrorFilter.setSecurityHeaders(response);
            if (problem.isTransient()) response.setHeader("Retry-After", RETRY_AFTER);
            headers.forEach(response::setHeader);
            response.setStatus(problem.status());
            response.setContentType(Problem.MEDIA_TYPE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.flushBuffer();
        }

        /// Drops what was to be sent, but not the headers that every response to this request has.
        private static void reset(HttpServletResponse response) {
            var kept = response.getHeaderNames().stream()
                    .filter(ProblemWriter::isKept)
                    .collect(Collectors.toMap(
                            name -> name, name -> List.copyOf(response.getHeaders(name)), (a, _) -> a));
            response.reset();
            kept.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }

        private static boolean isKept(String header) {
            return header.equals(RequestIdValve.HEADER)
                    || header.equals("Vary")
                    || header.startsWith("Access-Control-");
        }
    }
}
