package dev.halftone.app.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32;
import org.springframework.http.ResponseEntity;

/// One of the page's files, held in memory as the answer that it is.
final class PageFile {
    /// Nothing but our own files runs, and nobody shows the page as part of theirs.
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private PageFile() {}

    /// Browsers ask each time whether theirs is still the newest: the tag changes with the bytes.
    static ResponseEntity<byte[]> answer(String name, String mediaType) {
        var bytes = read(name);
        return ResponseEntity.ok()
                .eTag(tag(bytes))
                .header("Content-Type", mediaType)
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .body(bytes);
    }

    private static byte[] read(String name) {
        try (var file = Optional.<InputStream>ofNullable(PageFile.class.getResourceAsStream("/page/" + name))
                .orElseThrow()) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static String tag(byte[] bytes) {
        var checksum = new CRC32();
        checksum.update(bytes);
        return "\"" + Long.toHexString(checksum.getValue()) + "\"";
    }
}
