package dev.halftone.app.web;

import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a problem for requests that Tomcat rejects before routing: a malformed request line, an invalid path, a
/// header that is too long. It replaces Tomcat's HTML page, which reveals its version.
public final class ProblemValve extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    private final Problem.ProblemWriter writer = new Problem.ProblemWriter();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
        var problem = problem(request, response, throwable);
        try {
            writer.write(response, problem, headers(problem));
            // Writing has reset it. Without it, the access log would leave out what reached no path of ours.
            response.setError();
        } catch (IOException e) {
            log.debug("a rejected client did not wait for the reason", e);
        }
    }

    private static Problem problem(Request request, Response response, @Nullable Throwable throwable) {
        var code = ProblemCode.ofStatus(response.getStatus());
        if (code != ProblemCode.BAD_REQUEST)
            return Problem.of(code, "the server rejected the request before reading all of it");
        if (throwable instanceof IOException) {
            return Problem.of(ProblemCode.MALFORMED_UPLOAD, "the body ends too early");
        }
        return isUndecodablePath(request, response)
                ? Problem.of(ProblemCode.NOT_FOUND, "there is nothing at this path")
                : Problem.of(code, "the request line or a header is malformed or too long");
    }

    /// Whether Tomcat refused to decode the path (`%2F`, `%00`, a backslash, dots that lead out): then it is
    /// a 404. If the request was malformed before its path, Tomcat gives no message.
    private static boolean isUndecodablePath(Request request, Response response) {
        if (request.getRequestURI() == null || request.getDecodedRequestURI() != null) return false;
        return response.getMessage() != null || request.getRequestURI().contains("%");
    }

    /// TRACE is the only method that Tomcat rejects for all paths.
    private static Map<String, String> headers(Problem problem) {
        return problem.status() == 405 ? Map.of("Allow", "GET, HEAD, POST, DELETE, OPTIONS") : Map.of();
    }
}
