package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.halftone.app.security.AuthMode;
import dev.halftone.app.web.QueryParameterInterceptor.Known;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.ShareToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What anyone may read of a shared request who has its URL. It lists what they may read, so that nothing
/// else is shared by accident. A share that was taken back, and one of a deleted request or of a revoked key,
/// is a 404 as if it had never been.
@RestController
@AuthInterceptor.PermitAll
public final class SharedController {
    private static final String SHARED = "/v1/shared/{token}";

    private final RequestService requestService;
    private final ResultController results;
    private final EventController events;
    private final AuthMode authMode;
    private final StaticFile page = StaticFile.ofPage("request.html");

    public SharedController(
            RequestService requestService, ResultController results, EventController events, AuthMode authMode) {
        this.requestService = requestService;
        this.results = results;
        this.events = events;
        this.authMode = authMode;
    }

    @GetMapping("/shared/{token}")
    void page(@PathVariable String token, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        if (find(token).isEmpty()) httpResponse.setStatus(HttpServletResponse.SC_NOT_FOUND);
        page.sendUncached(httpRequest, httpResponse);
    }

    @GetMapping(path = SHARED, produces = APPLICATION_JSON_VALUE)
    StatusReport status(@PathVariable String token) {
        return requestService.sharedStatus(get(token));
    }

    @GetMapping(path = SHARED + "/events", produces = TEXT_EVENT_STREAM_VALUE)
    void events(@PathVariable String token, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        events.follow(get(token), StatusWatcher.Reader.ANYONE, httpRequest, httpResponse);
    }

    @GetMapping(path = SHARED + "/products", produces = APPLICATION_JSON_VALUE)
    @Known({"limit", "cursor", "status", "code", "search"})
    PageRequest.CursorPage<ResultController.ProductReport> products(
            @PathVariable String token, HttpServletRequest httpRequest) {
        return results.products(get(token), httpRequest);
    }

    @GetMapping(path = SHARED + "/output.csv", produces = "text/csv")
    @Known({"partial", "safe"})
    void outputCsv(@PathVariable String token, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        results.outputCsv(get(token), httpRequest, httpResponse);
    }

    @GetMapping(path = SHARED + "/report.csv", produces = "text/csv")
    @Known({"partial", "safe"})
    void reportCsv(@PathVariable String token, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        results.reportCsv(get(token), httpRequest, httpResponse);
    }

    @GetMapping(path = SHARED + "/failed.csv", produces = "text/csv")
    @Known({"partial", "safe"})
    void failedCsv(@PathVariable String token, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        results.failedCsv(get(token), httpRequest, httpResponse);
    }

    @GetMapping(path = SHARED + "/output.xlsx", produces = ResultController.XLSX)
    @Known("partial")
    void outputXlsx(@PathVariable String token, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        results.outputXlsx(get(token), httpRequest, httpResponse);
    }

    @GetMapping(path = SHARED + "/images.zip", produces = "application/zip")
    @Known("partial")
    void imagesZip(@PathVariable String token, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        results.imagesZip(get(token), httpRequest, httpResponse);
    }

    private Request get(String token) {
        return find(token)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "nothing is shared at this address"));
    }

    private Optional<Request> find(String token) {
        return Optional.of(token)
                .filter(ShareToken::isToken)
                .map(ShareToken::new)
                .flatMap(requestService::findShared)
                .filter(this::hasOwner);
    }

    /// A request whose owner may no longer read it is not shared, either.
    private boolean hasOwner(Request request) {
        return switch (authMode) {
            case AuthMode.Open() -> request.owner().isEmpty();
            case AuthMode.ApiKeyRequired(var keys) ->
                keys.current().findById(request.owner()).isPresent();
        };
    }

    /// The path of an HTTP request for the log, which must not hold what opens a shared request.
    static String pathWithoutToken(HttpServletRequest httpRequest) {
        return httpRequest.getRequestURI().replaceFirst("/shared/[^/]+", "/shared/{token}");
    }

    /// Keeps shared requests out of search engines, problems included.
    public static final class NoIndexFilter extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(HttpServletRequest httpRequest, HttpServletResponse httpResponse, FilterChain chain)
                throws IOException, ServletException {
            setHeader(httpResponse);
            chain.doFilter(httpRequest, new HttpServletResponseWrapper(httpResponse) {
                // A problem replaces a response that was begun.
                @Override
                public void reset() {
                    super.reset();
                    NoIndexFilter.setHeader(httpResponse);
                }
            });
        }

        private static void setHeader(HttpServletResponse httpResponse) {
            httpResponse.setHeader("X-Robots-Tag", "noindex");
        }
    }
}
