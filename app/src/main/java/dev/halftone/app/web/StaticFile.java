package dev.halftone.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.springframework.web.context.request.ServletWebRequest;

/// A file of the page or of `/docs`. Its bytes are in memory once, whatever the number of clients that read them.
final class StaticFile {
    /// Small, so that a slow client's progress shows ([dev.halftone.app.slowclient]).
    private static final int WRITE_BYTES = 8 * 1024;

    /// Only our own files run, and no other site may frame the page.
    ///
    /// Images may come from anywhere: the page compares a result with its original, loaded from the
    /// original's own site. An image runs nothing, and nothing from a CSV becomes markup. The page draws the
    /// tab's icon (`data:`), and shows previews from memory (`blob:`).
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data: blob: https: http:; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'";

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "csv", "text/csv; charset=utf-8",
            "svg", "image/svg+xml",
            "jpg", "image/jpeg",
            "png", "image/png",
            "gif", "image/gif",
            "webp", "image/webp");

    private final byte[] bytes;
    private final String etag;
    private final String mediaType;

    private StaticFile(byte[] bytes, String mediaType) {
        this.bytes = bytes;
        this.etag = etag(bytes);
        this.mediaType = mediaType;
    }

    static StaticFile ofPage(String name) {
        return load("/page/" + name);
    }

    /// A file whose name ends in `.csv` or the like.
    static StaticFile of(byte[] bytes, String name) {
        var extension = name.substring(name.lastIndexOf('.') + 1);
        return new StaticFile(bytes, Objects.requireNonNull(MEDIA_TYPES.get(extension)));
    }

    /// A file from the class path.
    static StaticFile load(String resource) {
        return of(read(resource), resource);
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
        // Weak, because the body may be compressed.
        return "W/\"" + Long.toHexString(checksum.getValue()) + "\"";
    }

    /// Sends the file. Browsers revalidate it each time; the ETag changes with the bytes.
    void send(HttpServletRequest httpRequest, HttpServletResponse httpResponse) throws IOException {
        httpResponse.setHeader("Cache-Control", "no-cache");
        httpResponse.setHeader("Content-Security-Policy", POLICY);
        httpResponse.setHeader("Referrer-Policy", "no-referrer");
        if (new ServletWebRequest(httpRequest, httpResponse).checkNotModified(etag)) return;
        httpResponse.setContentType(mediaType);
        write(bytes, httpRequest, httpResponse);
    }

    /// Sends the file where nothing may be kept of the response.
    void sendUncached(HttpServletRequest httpRequest, HttpServletResponse httpResponse) throws IOException {
        httpResponse.setHeader("Content-Security-Policy", POLICY);
        httpResponse.setContentType(mediaType);
        write(bytes, httpRequest, httpResponse);
    }

    /// Writes bytes without copying them.
    static void write(byte[] bytes, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        httpResponse.setContentLength(bytes.length);
        if (!httpRequest.getMethod().equals("GET")) return;
        var out = httpResponse.getOutputStream();
        for (var from = 0; from < bytes.length; from += WRITE_BYTES) {
            out.write(bytes, from, Math.min(WRITE_BYTES, bytes.length - from));
        }
    }
}
