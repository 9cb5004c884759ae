package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.SubmissionService.CatalogFile;
import dev.halftone.engine.request.SourceUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an upload from a form or a raw body. Only one buffer of it is in memory.
public final class UploadReader {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    static final String SOURCE_URL = "source_url";

    private final UploadForm.Storage storage;

    /// @param folder where large parts of forms are stored until their request ends
    public UploadReader(Path folder, long maxUploadBytes) {
        this.storage = new UploadForm.Storage(folder, maxUploadBytes);
    }

    /// The body is the file, or is empty where there is a `source_url`; the query string has the options.
    Upload readRaw(HttpServletRequest httpRequest) throws IOException {
        checkContentEncoding(httpRequest);
        if (httpRequest.getContentLengthLong() > storage.maxFileBytes()) throw tooLarge(storage.maxFileBytes());
        var parameters = RequestParameters.of(httpRequest);
        if (httpRequest.getContentLengthLong() == 0
                && parameters.find(SOURCE_URL).isPresent()) return linked(parameters);
        return new Upload(
                new CatalogFile.Uploaded(httpRequest.getInputStream()),
                charset(httpRequest.getContentType()),
                Optional.ofNullable(httpRequest.getHeader("Content-Disposition"))
                        .flatMap(ContentDisposition::filenameOfRequest),
                parameters,
                () -> {});
    }

    /// There is no file but a `source_url`, in the query string or in a body of the type
    /// `application/x-www-form-urlencoded`.
    Upload readLinked(HttpServletRequest httpRequest) {
        return linked(RequestParameters.of(httpRequest));
    }

    private static Upload linked(RequestParameters parameters) {
        var url = parameters
                .find(SOURCE_URL)
                .map(SourceUrl::new)
                .orElseThrow(() -> malformed("the form must have a part named file, or the field source_url"));
        return new Upload(new CatalogFile.Linked(url), Optional.empty(), filename(url), parameters, () -> {});
    }

    /// The end of the URL's path, if it looks like the name of a file.
    private static Optional<String> filename(SourceUrl url) {
        if (url.problem().isPresent()) return Optional.empty();
        var segments = url.toHttpUrl().pathSegments();
        return Optional.of(segments.getLast()).filter(name -> name.indexOf('.') > 0);
    }

    /// The body is a form; one part is the file, or the field `source_url` says where it is.
    Upload readForm(HttpServletRequest httpRequest) throws IOException {
        checkContentEncoding(httpRequest);
        httpRequest.setCharacterEncoding(UTF_8);
        var form = UploadForm.receive(httpRequest, storage);
        try {
            var parameters = RequestParameters.of(httpRequest, form.fields());
            var file = form.file();
            if (file.isEmpty()) {
                form.close();
                return linked(parameters);
            }
            return new Upload(
                    new CatalogFile.Uploaded(file.get().getInputStream()),
                    charset(file.get().getContentType()),
                    form.filename(),
                    parameters,
                    form::close);
        } catch (IOException | RuntimeException e) {
            form.close();
            throw e;
        }
    }

    /// The charset of the file, if its content type names one.
    private static Optional<Charset> charset(@Nullable String contentType) {
        var parameter = CHARSET.matcher(Optional.ofNullable(contentType).orElse(""));
        if (!parameter.find()) return Optional.empty();
        try {
            return Optional.of(Charset.forName(parameter.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "the charset of the file is unknown; send UTF-8, or leave charset out of its content type");
        }
    }

    static void checkContentEncoding(HttpServletRequest httpRequest) {
        var coding =
                Optional.ofNullable(httpRequest.getHeader("Content-Encoding")).orElse("identity");
        if (coding.equalsIgnoreCase("identity")) return;
        // RFC 9110 §12.5.3: the response to an unsupported content coding lists the supported ones.
        throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send the body uncompressed")
                .withHeader("Accept-Encoding", "identity");
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_UPLOAD, detail);
    }

    static ProblemException tooLarge(long maxBytes) {
        return tooLarge("a CSV", maxBytes);
    }

    /// @param what is too large: `a CSV`
    static ProblemException tooLarge(String what, long maxBytes) {
        return new ProblemException(
                ProblemCode.UPLOAD_TOO_LARGE,
                "%s may have at most %s (%d bytes)".formatted(what, megabytes(maxBytes), maxBytes));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /// An upload being received.
    ///
    /// @param charset of the file, if declared
    /// @param filename as the client sent it
    /// @param requestParameters the other fields
    /// @param end removes what is stored of the form
    record Upload(
            CatalogFile file,
            Optional<Charset> charset,
            Optional<String> filename,
            RequestParameters requestParameters,
            Runnable end)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try (var _ = file instanceof CatalogFile.Uploaded(var content) ? content : InputStream.nullInputStream()) {
                end.run();
            }
        }
    }
}
