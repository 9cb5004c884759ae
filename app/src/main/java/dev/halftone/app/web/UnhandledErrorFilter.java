package dev.halftone.app.web;

import dev.halftone.engine.database.DatabaseFault;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The outermost filter: logs bugs once and never shows them to clients.
public final class UnhandledErrorFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(UnhandledErrorFilter.class);

    private final transient Problem.ProblemWriter writer = new Problem.ProblemWriter();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        setSecurityHeaders(response);
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
            if (isClientDisconnect(e)) return;
            logFailure(request, e);
            sendInternalError(response);
        }
    }

    /// A response that has begun may be aborted because the database fails.
    private static void logFailure(HttpServletRequest request, Exception e) {
        DatabaseFault.of(e)
                .ifPresentOrElse(
                        fault -> log.warn(
                                "{} {}: response aborted: {}",
                                request.getMethod(),
                                SharedController.pathWithoutToken(request),
                                fault.message()),
                        () -> log.error(
                                "{} {}: unexpected error",
                                request.getMethod(),
                                SharedController.pathWithoutToken(request),
                                e));
    }

    private void sendInternalError(HttpServletResponse response) throws IOException {
        // Half a response must not look complete: closing the connection tells the client.
        if (response.isCommitted()) throw new CloseNowException("the response cannot be completed");
        writer.write(
                response, Problem.of(ProblemCode.INTERNAL_ERROR, "this is a bug; the server's log has the details"));
    }

    /// Whether a failure only means that the client has gone, stalled or broken HTTP's rules within its body.
    /// Nothing is wrong here then, and Tomcat has already set the status, in case the client still reads it.
    static boolean isClientDisconnect(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(BadRequestException.class::isInstance);
    }

    /// Sets the headers of every response; a controller may replace them.
    static void setSecurityHeaders(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        // However a browser interprets a response: it runs nothing, loads nothing and is framed by no page.
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
