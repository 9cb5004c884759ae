package dev.halftone.app.web;

import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Serves processed images to everyone, cacheable forever: a name always means the same bytes.
@RestController
@AuthInterceptor.PermitAll
public final class ImageController {
    private static final String FOLDER = "/processed_images/";

    private final ImageStore images;

    public ImageController(ImageStore images) {
        this.images = images;
    }

    @GetMapping(FOLDER + "{filename}")
    void image(@PathVariable String filename, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        var image = name(filename, httpRequest).flatMap(images::find).orElseThrow(ImageController::notFound);
        httpResponse.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        httpResponse.setHeader("Accept-Ranges", "bytes");
        // Other sites embed them in their pages.
        httpResponse.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        // Sets ETag and Last-Modified, and 304 where the client has the image.
        var hasIt = new ServletWebRequest(httpRequest, httpResponse)
                .checkNotModified(image.etag(), image.lastModified().toEpochMilli());
        if (!hasIt) send(image, httpRequest, httpResponse);
    }

    /// Accepts only the exact spelling of a name, so that every image has one URL.
    private static Optional<ImageFileName> name(String filename, HttpServletRequest httpRequest) {
        var isPlain = httpRequest.getRequestURI().equals(FOLDER + filename) && ImageFileName.isName(filename);
        return isPlain ? Optional.of(new ImageFileName(filename)) : Optional.empty();
    }

    private static void send(
            ImageStore.StoredImage image, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        switch (ByteRange.requested(httpRequest, image)) {
            case ByteRange.Whole() -> send(new Section(image, 0, image.size()), httpRequest, httpResponse);
            case ByteRange.Part part -> {
                httpResponse.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                httpResponse.setHeader("Content-Range", part.contentRange(image.size()));
                send(new Section(image, part.first(), part.length()), httpRequest, httpResponse);
            }
            case ByteRange.Unsatisfiable() ->
                throw new ProblemException(
                                ProblemCode.RANGE_NOT_SATISFIABLE, "the image has " + image.size() + " bytes")
                        .withHeader("Content-Range", "bytes */" + image.size());
        }
    }

    /// `length` bytes of an image, from offset `first`.
    private record Section(ImageStore.StoredImage image, long first, long length) {

        /// Not found if the image was deleted since the lookup.
        InputStream open() throws IOException {
            try {
                return image.content().from(first);
            } catch (NoSuchFileException e) {
                throw notFound();
            }
        }
    }

    private static void send(Section section, HttpServletRequest httpRequest, HttpServletResponse httpResponse)
            throws IOException {
        try (var bytes = section.open()) {
            httpResponse.setContentType(section.image().mediaType());
            httpResponse.setContentLengthLong(section.length());
            if (httpRequest.getMethod().equals("GET")) copy(bytes, section.length(), httpResponse.getOutputStream());
        }
    }

    private static void copy(InputStream bytes, long length, OutputStream out) throws IOException {
        var buffer = new byte[16 * 1024];
        for (var left = length; left > 0; ) {
            var read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) throw new IOException("the image file is shorter than its recorded size");
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "there is no such image");
    }

    /// The byte range a request asks for (RFC 9110 §14). A malformed header, or one with several ranges, is
    /// ignored, as §14.2 allows.
    sealed interface ByteRange {
        Pattern FROM = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{1,18})?");
        Pattern LAST = Pattern.compile("bytes=-([0-9]{1,18})");

        record Whole() implements ByteRange {}

        /// From `first` to `last`, both included, counted from 0.
        record Part(long first, long last) implements ByteRange {
            long length() {
                return last - first + 1;
            }

            String contentRange(long size) {
                return "bytes " + first + "-" + last + "/" + size;
            }
        }

        /// The range begins after the end.
        record Unsatisfiable() implements ByteRange {}

        static ByteRange requested(HttpServletRequest httpRequest, ImageStore.StoredImage image) {
            var range = Optional.ofNullable(httpRequest.getHeader("Range"));
            if (range.isEmpty() || !httpRequest.getMethod().equals("GET") || !isSame(httpRequest, image))
                return new Whole();
            return parse(range.get(), image.size());
        }

        /// `If-Range`: the range applies only if the image has not changed. HTTP dates have a resolution of
        /// one second.
        private static boolean isSame(HttpServletRequest httpRequest, ImageStore.StoredImage image) {
            var condition = Optional.ofNullable(httpRequest.getHeader("If-Range"));
            return condition.isEmpty()
                    || condition.get().equals(image.etag())
                    || date(condition.get())
                            .equals(Optional.of(image.lastModified().truncatedTo(ChronoUnit.SECONDS)));
        }

        private static Optional<Instant> date(String text) {
            try {
                return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }

        private static ByteRange parse(String header, long size) {
            var from = FROM.matcher(header.strip());
            if (from.matches()) return from(Long.parseLong(from.group(1)), Optional.ofNullable(from.group(2)), size);
            var last = LAST.matcher(header.strip());
            return last.matches() ? last(Long.parseLong(last.group(1)), size) : new Whole();
        }

        private static ByteRange from(long first, Optional<String> to, long size) {
            var last = to.map(Long::parseLong).orElse(Long.MAX_VALUE);
            if (last < first) return new Whole();
            return first < size ? new Part(first, Math.min(last, size - 1)) : new Unsatisfiable();
        }

        private static ByteRange last(long length, long size) {
            return length > 0 && size > 0 ? new Part(Math.max(0, size - length), size - 1) : new Unsatisfiable();
        }
    }
}
