package dev.halftone.app.problem;

import dev.halftone.engine.report.ReportJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Makes a problem the answer to a call, in place of whatever the answer was to be.
final class ProblemWriter {
    /// In seconds: soon enough to notice that the cause is gone, seldom enough not to be in its way.
    private static final String RETRY_AFTER = "10";

    private final JsonMapper json = ReportJson.mapper();

    void write(HttpServletResponse response, Problem problem) throws IOException {
        write(response, problem, Map.of());
    }

    void write(HttpServletResponse response, Problem problem, Map<String, String> headers) throws IOException {
        var body = json.writeValueAsBytes(problem);
        response.reset();
        AnswerHeaders.set(response);
        if (problem.isPassing()) response.setHeader("Retry-After", RETRY_AFTER);
        headers.forEach(response::setHeader);
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
