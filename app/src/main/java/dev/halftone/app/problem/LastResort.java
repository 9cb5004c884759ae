package dev.halftone.app.problem;

import dev.halftone.engine.database.DatabaseFault;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands around every call: bugs are logged here, once, and never shown.
public final class LastResort extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(LastResort.class);

    private final transient ProblemWriter writer = new ProblemWriter();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        AnswerHeaders.set(response);
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            if (Disconnect.is(e)) return;
            note(request, e);
            end(response);
        }
    }

    /// An answer that had begun may break off because the database went away under it.
    private static void note(HttpServletRequest request, Exception e) {
        DatabaseFault.of(e)
                .ifPresentOrElse(
                        fault -> log.warn(
                                "{} {} broke off: {}", request.getMethod(), request.getRequestURI(), fault.message()),
                        () -> log.error("{} {} met a bug", request.getMethod(), request.getRequestURI(), e));
    }

    private void end(HttpServletResponse response) throws IOException {
        // Half an answer must not look like a whole one: the client sees the connection break.
        if (response.isCommitted()) throw new CloseNowException("the answer cannot be completed");
        writer.write(response, Problem.of(ProblemCode.INTERNAL_ERROR, "this is a bug; the server's log tells more"));
    }
}
