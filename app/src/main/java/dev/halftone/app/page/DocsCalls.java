package dev.halftone.app.page;

import dev.halftone.app.access.WithoutKey;
import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Serves a page on which `openapi.yaml` is read and its calls are tried: Swagger UI out of the jar, and the little
/// that
/// starts it. Nothing of it comes from anywhere else.
@RestController
@WithoutKey
public final class DocsCalls {
    private static final DocsFile PAGE = DocsFile.ours("docs.html", "text/html; charset=utf-8");

    private static final Map<String, DocsFile> FILES = Map.of(
            "docs.css", DocsFile.ours("docs.css", "text/css; charset=utf-8"),
            "docs.js", DocsFile.ours("docs.js", "text/javascript; charset=utf-8"),
            "swagger-ui.css", DocsFile.ofSwagger("swagger-ui.css", "text/css; charset=utf-8"),
            "swagger-ui-bundle.js", DocsFile.ofSwagger("swagger-ui-bundle.js", "text/javascript; charset=utf-8"));

    @GetMapping("/docs")
    ResponseEntity<byte[]> docs() {
        return PAGE.answer();
    }

    @GetMapping("/docs/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file) {
        return Optional.ofNullable(FILES.get(file))
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "the description has no such file"))
                .answer();
    }
}
