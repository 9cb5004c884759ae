package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.IOFileUploadException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.jspecify.annotations.Nullable;

/// Reads an upload from a form or a raw body. Only one buffer of it is in memory: Tomcat stores the parts of a form
/// in files, and removes them when the request ends.
public final class UploadReader {
    static final String FILE = "file";

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    /// The allowance for boundaries, headers and fields of a form.
    public static final long MAX_FORM_OVERHEAD_BYTES = 1024 * 1024;

    private final long maxUploadBytes;

    public UploadReader(long maxUploadBytes) {
        this.maxUploadBytes = maxUploadBytes;
    }

    /// The body is the file; the query string has the options.
    Upload readRaw(HttpServletRequest httpRequest) throws IOException {
        checkContentEncoding(httpRequest);
        if (httpRequest.getContentLengthLong() > maxUploadBytes) throw tooLarge();
        return new Upload(
                httpRequest.getInputStream(), charset(httpRequest.getContentType()), RequestParameters.of(httpRequest));
    }

    /// The body is a form; one part is the file.
    Upload readForm(HttpServletRequest httpRequest) throws IOException {
        checkContentEncoding(httpRequest);
        httpRequest.setCharacterEncoding(UTF_8);
        var files = parts(httpRequest).stream()
                .filter(part -> part.getName().equals(FILE))
                .toList();
        if (files.size() != 1)
            throw malformed("the form must have exactly one part named file; it has " + files.size());
        if (files.getFirst().getSize() > maxUploadBytes) throw tooLarge();
        return new Upload(
                files.getFirst().getInputStream(),
                charset(files.getFirst().getContentType()),
                RequestParameters.of(httpRequest).without(FILE));
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

    private static void checkContentEncoding(HttpServletRequest httpRequest) {
        var coding =
                Optional.ofNullable(httpRequest.getHeader("Content-Encoding")).orElse("identity");
        if (coding.equalsIgnoreCase("identity")) return;
        // RFC 9110 §12.5.3: the response to an unsupported content coding lists the supported ones.
        throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send the body uncompressed")
                .withHeader("Accept-Encoding", "identity");
    }

    private Collection<Part> parts(HttpServletRequest httpRequest) throws IOException {
        if (httpRequest.getContentLengthLong() > maxUploadBytes + MAX_FORM_OVERHEAD_BYTES) throw tooLarge();
        try {
            return httpRequest.getParts();
        } catch (InvalidParameterException e) {
            throw limitExceeded(e);
        } catch (IOFileUploadException e) {
            // Tomcat handles a client that disconnected.
            if (e.getCause() instanceof BadRequestException) throw e;
            throw uploadFailure(e);
        } catch (IOException | ServletException | RuntimeException e) {
            // Tomcat's parser trusts its input: a NUL in a file name, or an unknown charset, can show as any
            // exception.
            throw malformed("the body is not valid multipart/form-data");
        }
    }

    private ProblemException limitExceeded(InvalidParameterException e) {
        return switch (e.getCause()) {
            case FileSizeLimitExceededException _ -> tooLarge();
            // The same exception for the form as a whole and for the headers of a part.
            case SizeLimitExceededException size when size.getPermittedSize() > maxUploadBytes -> tooLarge();
            case SizeException size ->
                malformed("the headers of a part may have at most %d bytes".formatted(size.getPermittedSize()));
            case null, default -> malformed("the form has too many parts");
        };
    }

    /// The form is malformed, or our disk failed.
    private static ProblemException uploadFailure(IOFileUploadException failure) {
        return failure.getCause() instanceof MalformedStreamException
                ? malformed("the form ends before its last boundary")
                : new ProblemException(ProblemCode.STORAGE_FAILED, "the server's disk cannot store the upload");
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_UPLOAD, detail);
    }

    private ProblemException tooLarge() {
        return tooLarge(maxUploadBytes);
    }

    static ProblemException tooLarge(long maxBytes) {
        return new ProblemException(
                ProblemCode.UPLOAD_TOO_LARGE,
                "a CSV may have at most %s (%d bytes)".formatted(megabytes(maxBytes), maxBytes));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /// An upload being received.
    ///
    /// @param csv the file; can be read once
    /// @param charset of the file, if declared
    /// @param requestParameters the other fields
    record Upload(InputStream csv, Optional<Charset> charset, RequestParameters requestParameters) {}
}
