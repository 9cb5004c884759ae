package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The web page, the API's description (`/openapi.yaml`) and its documentation (`/docs`). The files are the same for
/// every user: the page's scripts load what they show from the API.
@RestController
@AuthInterceptor.PermitAll
public final class PageController {
    private final ResponseEntity<byte[]> start = StaticFile.ofPage("start.html");
    private final ResponseEntity<byte[]> request = StaticFile.ofPage("request.html");

    /// All files of the page. A test checks that each is used and none is missing.
    private final Map<String, ResponseEntity<byte[]>> files = Stream.of(
                    "base.css",
                    "start.css",
                    "request.css",
                    "viewer.css",
                    "icon.svg",
                    "sample.csv",
                    "actions.js",
                    "api-key.js",
                    "api.js",
                    "csv-excerpt.js",
                    "dom.js",
                    "failure-messages.js",
                    "failures.js",
                    "file-input.js",
                    "file-names.js",
                    "format.js",
                    "options.js",
                    "product-list.js",
                    "product-row.js",
                    "progress-bar.js",
                    "recent-requests.js",
                    "request-state.js",
                    "request.js",
                    "start.js",
                    "statistics.js",
                    "status-updates.js",
                    "tab-title.js",
                    "throttle.js",
                    "throughput-chart.js",
                    "thumbnail.js",
                    "upload-error.js",
                    "upload.js",
                    "viewer.js",
                    "warnings.js")
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

    /// Written by the build, because the paths in the webjar contain it.
    private static String swaggerVersion() {
        return new String(StaticFile.read("/dev/halftone/app/web/swagger-ui-version.txt"), US_ASCII).strip();
    }

    @GetMapping("/")
    ResponseEntity<byte[]> start() {
        return start;
    }

    @GetMapping("/requests/{id}")
    ResponseEntity<byte[]> request() {
        return request;
    }

    @GetMapping("/page/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file) {
        return Optional.ofNullable(files.get(file))
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "the page has no such file"));
    }

    @GetMapping("/docs")
    ResponseEntity<byte[]> docs() {
        return StaticFile.load("/docs/docs.html");
    }

    /// Read for each request: the files of Swagger UI are large and seldom asked for, so they are not kept in
    /// memory.
    @GetMapping("/docs/{file}")
    ResponseEntity<byte[]> docsFile(@PathVariable String file) {
        return Optional.ofNullable(DOCS_FILES.get(file))
                .map(StaticFile::load)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "the documentation has no such file"));
    }

    /// The OpenAPI 3.1 description of the API. Its media type is defined by RFC 9512.
    @GetMapping(path = "/openapi.yaml", produces = "application/yaml")
    ResponseEntity<byte[]> openapi() {
        return ResponseEntity.ok().header("Content-Type", "application/yaml").body(openapi);
    }

    /// A file of the page or of `/docs`.
    static final class StaticFile {
        /// Only our own files run, and no other site may frame the page.
        ///
        /// Images may come from anywhere: the page compares a result with its original, loaded from the
        /// original's own site. An image runs nothing, and nothing from a CSV becomes markup. The page draws
        /// the tab's icon (`data:`).
        private static final String POLICY = "default-src 'self'; img-src 'self' data: https: http:; base-uri 'none'; "
                + "form-action 'self'; frame-ancestors 'none'";

        private static final Map<String, String> MEDIA_TYPES = Map.of(
                "html", "text/html; charset=utf-8",
                "css", "text/css; charset=utf-8",
                "js", "text/javascript; charset=utf-8",
                "csv", "text/csv; charset=utf-8",
                "svg", "image/svg+xml");

        private StaticFile() {}

        static ResponseEntity<byte[]> ofPage(String name) {
            return load("/page/" + name);
        }

        /// A file from the class path. Browsers revalidate it each time; the ETag changes with the bytes.
        static ResponseEntity<byte[]> load(String resource) {
            var bytes = read(resource);
            return ResponseEntity.ok()
                    .eTag(etag(bytes))
                    .header("Content-Type", mediaType(resource))
                    .header("Cache-Control", "no-cache")
                    .header("Content-Security-Policy", POLICY)
                    .header("Referrer-Policy", "no-referrer")
                    .body(bytes);
        }

        private static String mediaType(String resource) {
            return Objects.requireNonNull(MEDIA_TYPES.get(resource.substring(resource.lastIndexOf('.') + 1)));
        }

        static byte[] read(String resource) {
            try (var file = Optional.<InputStream>ofNullable(StaticFile.class.getResourceAsStream(resource))
                    .orElseThrow()) {
                return file.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(resource + " cannot be read", e);
            }
        }

        private static String etag(byte[] bytes) {
            var checksum = new CRC32();
            checksum.update(bytes);
            return "\"" + Long.toHexString(checksum.getValue()) + "\"";
        }
    }
}
