package dev.halftone.app.web;

import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Words what Tomcat refuses before any call is reached: a malformed request line, a path that is none, a header that
/// is too long. Takes the place of Tomcat's HTML page, which tells its version.
public final class ProblemValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    private final Problem.ProblemWriter writer = new Problem.ProblemWriter();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
        var problem = problem(request, response, throwable);
        try {
            writer.write(response, problem, headers(problem));
        } catch (IOException e) {
            log.debug("a rejected client did not wait for the reason", e);
        }
    }

    private static Problem problem(Request request, Response response, @Nullable Throwable throwable) {
        var code = ProblemCode.ofStatus(response.getStatus());
        if (code != ProblemCode.BAD_REQUEST) return Problem.of(code, "the server rejected the request before reading all of it");
        if (throwable instanceof IOException) {
            return Problem.of(ProblemCode.MALFORMED_UPLOAD, "the body ends too early");
        }
        return isUndecodablePath(request, response)
                ? Problem.of(ProblemCode.NOT_FOUND, "there is nothing at this path")
                : Problem.of(code, "the request line or a header is malformed or too long");
    }

    /// A path that Tomcat will not decode (`%2F`, `%00`, a backslash, dots that lead out) names nothing here.
    /// Where the request was broken before its path was looked at, Tomcat gives no reason.
    private static boolean isUndecodablePath(Request request, Response response) {
        if (request.getRequestURI() == null || request.getDecodedRequestURI() != null) return false;
        return response.getMessage() != null || request.getRequestURI().contains("%");
    }

    /// The one method that Tomcat refuses for all paths alike is TRACE.
    private static Map<String, String> headers(Problem problem) {
        return problem.status() == 405 ? Map.of("Allow", "GET, HEAD, POST, DELETE, OPTIONS") : Map.of();
    }
}
