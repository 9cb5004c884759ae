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

/// Serves the page. It is the same for every request: its script reads which one from its address.
@RestController
@WithoutKey
public final class PageCalls {
    private final ResponseEntity<byte[]> page = PageFile.answer("page.html", "text/html; charset=utf-8");
    private final Map<String, ResponseEntity<byte[]>> files = Map.of(
            "page.css", PageFile.answer("page.css", "text/css; charset=utf-8"),
            "page.js", PageFile.answer("page.js", "text/javascript; charset=utf-8"),
            "icon.svg", PageFile.answer("icon.svg", "image/svg+xml"));

    @GetMapping({"/", "/requests/{id}"})
    ResponseEntity<byte[]> page() {
        return page;
    }

    @GetMapping("/page/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file) {
        return Optional.ofNullable(files.get(file))
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "the page has no such file"));
    }
}
