package dev.halftone.app.page;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.halftone.app.access.WithoutKey;
import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Serves the pages and their files. They are the same for everybody: what they show, their scripts ask the API for.
@RestController
@WithoutKey
public final class PageCalls {
    private final ResponseEntity<byte[]> start = PageFile.answer("start.html");
    private final ResponseEntity<byte[]> request = PageFile.answer("request.html");

    /// All that a page may name. A page that forgets one, or a file that is here in vain, fails a test.
    private final Map<String, ResponseEntity<byte[]>> files = Stream.of(
                    "base.css",
                    "start.css",
                    "request.css",
                    "viewer.css",
                    "icon.svg",
                    "sample.csv",
                    "actions.js",
                    "api.js",
                    "bar.js",
                    "calm.js",
                    "chart.js",
                    "dom.js",
                    "failures.js",
                    "figures.js",
                    "file.js",
                    "key.js",
                    "lines.js",
                    "live.js",
                    "names.js",
                    "notice.js",
                    "options.js",
                    "picture.js",
                    "product.js",
                    "products.js",
                    "reasons.js",
                    "recent.js",
                    "refusal.js",
                    "request.js",
                    "start.js",
                    "states.js",
                    "tab.js",
                    "thumb.js",
                    "upload.js",
                    "viewer.js",
                    "warnings.js",
                    "words.js")
            .collect(toUnmodifiableMap(identity(), PageFile::answer));

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
                .orElseThrow(() -> new Refused(ProblemCode.NOT_FOUND, "the page has no such file"));
    }
}
