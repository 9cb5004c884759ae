package dev.halftone.app.web;

import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.Tracing;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/// Records a span of every HTTP request but those that monitoring sends. It continues the client's trace, and the span
/// of an upload links to the trace of its request. A failure of the client is none of the server's.
public final class TraceFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String SUBMITTED = TraceFilter.class.getName() + ".submitted";
    private static final int SERVER_ERROR = 500;

    private final transient Tracing tracing;

    public TraceFilter(Tracing tracing) {
        this.tracing = tracing;
    }

    /// Notes the request that an HTTP request has submitted.
    static void submitted(HttpServletRequest httpRequest, RequestId request) {
        httpRequest.setAttribute(SUBMITTED, request);
    }

    @Override
    protected void doFilter(HttpServletRequest httpRequest, HttpServletResponse httpResponse, FilterChain chain)
            throws IOException, ServletException {
        if (isMonitoring(httpRequest.getRequestURI())) {
            chain.doFilter(httpRequest, httpResponse);
            return;
        }
        var method = RequestMetricsFilter.method(httpRequest);
        var traceparent = Optional.ofNullable(httpRequest.getHeader("traceparent"));
        try (var span = tracing.startServer(method, traceparent).with("http.request.method", method)) {
            span.with("http.request.header.x-request-id", httpResponse.getHeader(RequestIdValve.HEADER));
            chain.doFilter(httpRequest, httpResponse);
            span.with("http.route", () -> RequestMetricsFilter.route(httpRequest))
                    .with("http.response.status_code", httpResponse.getStatus());
            if (httpResponse.getStatus() >= SERVER_ERROR) span.failed(Integer.toString(httpResponse.getStatus()));
            if (httpRequest.getAttribute(SUBMITTED) instanceof RequestId request) span.linkTo(request);
        }
    }

    private static boolean isMonitoring(String path) {
        return path.startsWith("/health/") || path.equals("/metrics");
    }
}
