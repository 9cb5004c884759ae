package dev.halftone.app.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.springframework.http.ResponseEntity;

/// One of the page's files, held in memory as the answer that it is.
final class PageFile {
    /// Nothing but our own files runs, and nobody shows the page as part of theirs.
    ///
    /// Pictures alone may come from anywhere: who asks for it sees an original beside what was made of it,
    /// loaded from its own website into the browser. A picture runs nothing, and nothing out of a CSV becomes
    /// markup. The tab's icon is drawn by the page (`data:`).
    private static final String POLICY = "default-src 'self'; img-src 'self' data: https: http:; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "csv", "text/csv; charset=utf-8",
            "svg", "image/svg+xml");

    private PageFile() {}

    static ResponseEntity<byte[]> answer(String name) {
        return at("/page/" + name);
    }

    /// A file that lies anywhere on the class path. Browsers ask each time whether theirs is still the newest:
    /// the tag changes with the bytes.
    static ResponseEntity<byte[]> at(String resource) {
        var bytes = read(resource);
        return ResponseEntity.ok()
                .eTag(tag(bytes))
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
        try (var file = Optional.<InputStream>ofNullable(PageFile.class.getResourceAsStream(resource))
                .orElseThrow()) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    private static String tag(byte[] bytes) {
        var checksum = new CRC32();
        checksum.update(bytes);
        return "\"" + Long.toHexString(checksum.getValue()) + "\"";
    }
}
