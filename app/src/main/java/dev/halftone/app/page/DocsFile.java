package dev.halftone.app.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;
import org.springframework.http.ResponseEntity;

/// A file of the page that describes the API. It is read for each call: Swagger UI is large and seldom looked at, so it
/// is not worth its place in memory.
///
/// @param resource where it lies on the class path
record DocsFile(String resource, String mediaType) {
    /// Nothing but our own files runs. Swagger UI's style sheet has its icons within it (`data:`).
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    static DocsFile ours(String name, String mediaType) {
        return new DocsFile("/docs/" + name, mediaType);
    }

    static DocsFile ofSwagger(String name, String mediaType) {
        return new DocsFile("/META-INF/resources/webjars/swagger-ui/" + swaggerVersion() + "/" + name, mediaType);
    }

    /// The build writes it down, for it stands in the webjar's paths.
    private static String swaggerVersion() {
        return new String(read("/dev/halftone/app/page/swagger-ui-version.txt"), US_ASCII).strip();
    }

    /// Browsers ask each time whether theirs is still the newest: the tag changes with the bytes.
    ResponseEntity<byte[]> answer() {
        var bytes = read(resource);
        return ResponseEntity.ok()
                .eTag(tag(bytes))
                .header("Content-Type", mediaType)
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .body(bytes);
    }

    private static byte[] read(String resource) {
        try (var file = Optional.<InputStream>ofNullable(DocsFile.class.getResourceAsStream(resource))
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
