package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Serves a page on which `openapi.yaml` is read and its calls are tried: Swagger UI out of the jar, and the
/// little that starts it. Nothing of it comes from anywhere else. Its files are read for each call: they are
/// large and seldom looked at, so they are not worth their place in memory.
@RestController
@AuthInterceptor.PermitAll
public final class DocsController {
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/";

    private static final Map<String, String> FILES = Map.of(
            "docs.css",
            "/docs/docs.css",
            "docs.js",
            "/docs/docs.js",
            "swagger-ui.css",
            SWAGGER + "swagger-ui.css",
            "swagger-ui-bundle.js",
            SWAGGER + "swagger-ui-bundle.js");

    /// The build writes it down, for it stands in the webjar's paths.
    private static String swaggerVersion() {
        return new String(PageController.StaticFile.read("/dev/halftone/app/web/swagger-ui-version.txt"), US_ASCII)
                .strip();
    }

    @GetMapping("/docs")
    ResponseEntity<byte[]> docs() {
        return PageController.StaticFile.load("/docs/docs.html");
    }

    @GetMapping("/docs/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file) {
        return Optional.ofNullable(FILES.get(file))
                .map(PageController.StaticFile::load)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "the description has no such file"));
    }
}
