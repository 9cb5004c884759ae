package dev.halftone.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.servlet.HandlerMapping;

/// Measures every HTTP request.
public final class RequestMetricsFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final transient Metrics metrics;

    public RequestMetricsFilter(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest httpRequest, HttpServletResponse httpResponse, FilterChain chain)
            throws IOException, ServletException {
        var start = System.nanoTime();
        try {
            chain.doFilter(httpRequest, httpResponse);
        } finally {
            metrics.recordRequest(
                    method(httpRequest),
                    route(httpRequest),
                    httpResponse.getStatus(),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /// Clients may invent methods.
    static String method(HttpServletRequest httpRequest) {
        return METHODS.contains(httpRequest.getMethod()) ? httpRequest.getMethod() : "other";
    }

    static String route(HttpServletRequest httpRequest) {
        var pattern = Optional.ofNullable(httpRequest.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return pattern.map(Object::toString).orElse("none");
    }
}
