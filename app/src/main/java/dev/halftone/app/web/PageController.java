package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The web page, the API's description (`/openapi.yaml`) and its documentation (`/docs`). The files are the same for
/// every user: the page's scripts load what they show from the API.
@RestController
@AuthInterceptor.PermitAll
public final class PageController {
    private final StaticFile sampleCsv;
    private final StaticFile start = StaticFile.ofPage("start.html");
    private final StaticFile request = StaticFile.ofPage("request.html");

    /// All files of the page. A test checks that each is used and none is missing.
    private final Map<String, StaticFile> files = Stream.of(
                    "base.css",
                    "start.css",
                    "request.css",
                    "viewer.css",
                    "icon.svg",
                    "access.js",
                    "actions.js",
                    "api-key.js",
                    "api.js",
                    "clipboard.js",
                    "column-roles.js",
                    "column-table.js",
                    "csv-excerpt.js",
                    "csv-text.js",
                    "dom.js",
                    "downloads.js",
                    "failure-messages.js",
                    "failures.js",
                    "file-check.js",
                    "file-input.js",
                    "first-rows.js",
                    "format.js",
                    "layouts.js",
                    "linked-file.js",
                    "notification.js",
                    "options.js",
                    "other-url.js",
                    "pasted-cells.js",
                    "preview.js",
                    "product-grid.js",
                    "product-list.js",
                    "product-row.js",
                    "product-view.js",
                    "progress-bar.js",
                    "recent-requests.js",
                    "request-state.js",
                    "request.js",
                    "saved-settings.js",
                    "share.js",
                    "start.js",
                    "statistics.js",
                    "status-updates.js",
                    "storage.js",
                    "tab-title.js",
                    "throttle.js",
                    "throughput-chart.js",
                    "thumbnail.js",
                    "upload-error.js",
                    "upload.js",
                    "viewer.js",
                    "warnings.js",
                    "webhook.js")
            .collect(toUnmodifiableMap(identity(), StaticFile::ofPage));

    /// `/docs` is Swagger UI, served out of its jar, with `openapi.yaml` loaded. Nothing comes from another
    /// host.
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/";

    private static final Map<String, String> DOCS_FILES = Map.of(
            "docs.css",
            "/docs/docs.css",
            "docs.js",
            "/docs/docs.js",
            "swagger-ui.css",
            SWAGGER + "swagger-ui.css",
            "swagger-ui-bundle.js",
            SWAGGER + "swagger-ui-bundle.js");

    private final byte[] openapi = StaticFile.read("/openapi.yaml");

    /// Loaded when first asked for: the files of Swagger UI are large, and many servers are never asked.
    private final Map<String, StaticFile> docs = new ConcurrentHashMap<>();

    /// @param publicUrl the server's own, which the sample catalogue names
    public PageController(PublicUrl publicUrl) {
        sampleCsv = StaticFile.of(SampleCatalog.at(publicUrl).csv().getBytes(UTF_8), "sample.csv");
    }

    /// Written by the build, because the paths in the webjar contain it.
    private static String swaggerVersion() {
        return new String(StaticFile.read("/dev/halftone/app/web/swagger-ui-version.txt"), US_ASCII).strip();
    }

    @GetMapping("/")
    void start(HttpServletRequest httpRequest, HttpServletResponse httpResponse) throws IOException {
        start.send(httpRequest, httpResponse);
    }

    @GetMapping("/requests/{id}")
    void request(@PathVariable String id, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        if (!RequestId.isId(id)) throw new ProblemException(ProblemCode.NOT_FOUND, "no request has such an id");
        request.send(httpRequest, httpResponse);
    }

    @GetMapping("/page/{file}")
    void file(@PathVariable String file, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        Optional.ofNullable(files.get(file))
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "the page has no such file"))
                .send(httpRequest, httpResponse);
    }

    @GetMapping("/page/sample.csv")
    void sampleCsv(HttpServletRequest httpRequest, HttpServletResponse httpResponse) throws IOException {
        sampleCsv.send(httpRequest, httpResponse);
    }

    @GetMapping("/page/sample/{image}")
    void sampleImage(@PathVariable String image, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        SampleCatalog.image(image)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "the sample has no such image"))
                .send(httpRequest, httpResponse);
    }

    @GetMapping("/docs")
    void docs(HttpServletRequest httpRequest, HttpServletResponse httpResponse) throws IOException {
        docs.computeIfAbsent("/docs/docs.html", StaticFile::load).send(httpRequest, httpResponse);
    }

    @GetMapping("/docs/{file}")
    void docsFile(@PathVariable String file, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        var resource = Optional.ofNullable(DOCS_FILES.get(file))
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "the documentation has no such file"));
        docs.computeIfAbsent(resource, StaticFile::load).send(httpRequest, httpResponse);
    }

    /// The OpenAPI 3.1 description of the API. Its media type is defined by RFC 9512.
    @GetMapping(path = "/openapi.yaml", produces = "application/yaml")
    void openapi(HttpServletRequest httpRequest, HttpServletResponse httpResponse) throws IOException {
        httpResponse.setContentType("application/yaml");
        StaticFile.write(openapi, httpRequest, httpResponse);
    }
}
