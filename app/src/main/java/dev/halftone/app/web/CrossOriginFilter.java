package dev.halftone.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.filter.CorsFilter;

/// Answers pages of allowed sites as browsers expect it (CORS). To all others the server responds as if there were no
/// CORS: the browser keeps the response from them, and [OriginPolicy] rejects what would change something.
public final class CrossOriginFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    private final transient CorsPolicy cors;
    private final transient CorsFilter filter;

    public CrossOriginFilter(CorsPolicy cors) {
        this.cors = cors;
        this.filter = new CorsFilter(_ -> cors.configuration());
    }

    @Override
    protected void doFilter(HttpServletRequest httpRequest, HttpServletResponse httpResponse, FilterChain chain)
            throws IOException, ServletException {
        if (cors.allowsOrigin(httpRequest)) filter.doFilter(httpRequest, httpResponse, chain);
        else if (CorsUtils.isPreFlightRequest(httpRequest))
            chain.doFilter(new PlainOptionsRequest(httpRequest), httpResponse);
        else chain.doFilter(httpRequest, httpResponse);
    }

    /// A preflight without what makes it one. Spring would reject it, and not list the methods of the path.
    private static final class PlainOptionsRequest extends HttpServletRequestWrapper {
        PlainOptionsRequest(HttpServletRequest httpRequest) {
            super(httpRequest);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase("Origin") ? null : super.getHeader(name);
        }
    }
}
