package dev.halftone.app.api;

import dev.halftone.app.access.WithoutKey;
import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Serves processed images to everybody, to be kept for ever: a name never stands for other bytes.
@RestController
@WithoutKey
public final class ImageCalls {
    private static final String FOLDER = "/processed_images/";

    private final ImageStore images;

    public ImageCalls(ImageStore images) {
        this.images = images;
    }

    @GetMapping(FOLDER + "{filename}")
    void image(@PathVariable String filename, HttpServletRequest call, HttpServletResponse answer) throws IOException {
        var image = name(filename, call).flatMap(images::find).orElseThrow(ImageCalls::notFound);
        answer.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        answer.setHeader("Accept-Ranges", "bytes");
        // Shops show them on pages of their own.
        answer.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        // Sets ETag and Last-Modified, and 304 where the client has the image.
        var hasIt = new ServletWebRequest(call, answer)
                .checkNotModified(image.etag(), image.lastModified().toEpochMilli());
        if (!hasIt) send(image, call, answer);
    }

    /// Only the plain spelling of a name is one: every image has one address.
    private static Optional<ImageFileName> name(String filename, HttpServletRequest call) {
        var isPlain = call.getRequestURI().equals(FOLDER + filename) && ImageFileName.isName(filename);
        return isPlain ? Optional.of(new ImageFileName(filename)) : Optional.empty();
    }

    private static void send(ImageStore.StoredImage image, HttpServletRequest call, HttpServletResponse answer)
            throws IOException {
        switch (ByteRange.wanted(call, image)) {
            case ByteRange.Whole() -> send(new Section(image, 0, image.size()), call, answer);
            case ByteRange.Part part -> {
                answer.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                answer.setHeader("Content-Range", part.contentRange(image.size()));
                send(new Section(image, part.first(), part.length()), call, answer);
            }
            case ByteRange.Beyond() ->
                throw new Refused(ProblemCode.RANGE_NOT_SATISFIABLE, "the image has " + image.size() + " bytes")
                        .with("Content-Range", "bytes */" + image.size());
        }
    }

    /// So many bytes of an image from the byte `first` on, which is counted from 0.
    private record Section(ImageStore.StoredImage image, long first, long length) {

        /// An image deleted since it was found is not there.
        InputStream open() throws IOException {
            try {
                return image.content().from(first);
            } catch (NoSuchFileException e) {
                throw notFound();
            }
        }
    }

    private static void send(Section section, HttpServletRequest call, HttpServletResponse answer) throws IOException {
        try (var bytes = section.open()) {
            answer.setContentType(section.image().mediaType());
            answer.setContentLengthLong(section.length());
            if (call.getMethod().equals("GET")) copy(bytes, section.length(), answer.getOutputStream());
        }
    }

    private static void copy(InputStream bytes, long length, OutputStream out) throws IOException {
        var buffer = new byte[64 * 1024];
        for (var left = length; left > 0; ) {
            var read = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) throw new IOException("the image ends before its size");
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static Refused notFound() {
        return new Refused(ProblemCode.NOT_FOUND, "there is no such image");
    }
}
