package dev.halftone.app.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.app.problem.ProblemCode;
import dev.halftone.app.problem.Refused;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.impl.IOFileUploadException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;

/// Takes an upload out of a call's body, of either kind. Never more than a buffer of it is in memory: Tomcat keeps the
/// parts of a form in files, and removes them when the call ends.
public final class UploadReader {
    static final String FILE = "file";

    /// What a form may have beside its file: boundaries, headers, fields.
    public static final long FORM_BYTES = 1024 * 1024;

    private final long maxUploadBytes;

    public UploadReader(long maxUploadBytes) {
        this.maxUploadBytes = maxUploadBytes;
    }

    /// The body is the file, and the query string has the fields.
    Upload raw(HttpServletRequest call) throws IOException {
        checkCoding(call);
        if (call.getContentLengthLong() > maxUploadBytes) throw tooLarge();
        return new Upload(call.getInputStream(), Fields.of(call));
    }

    /// The body is a form of which one part is the file.
    Upload form(HttpServletRequest call) throws IOException {
        checkCoding(call);
        call.setCharacterEncoding(UTF_8);
        var files =
                parts(call).stream().filter(part -> part.getName().equals(FILE)).toList();
        if (files.size() != 1) throw malformed("the form is to have one part named file; it has " + files.size());
        if (files.getFirst().getSize() > maxUploadBytes) throw tooLarge();
        return new Upload(files.getFirst().getInputStream(), Fields.of(call).without(FILE));
    }

    private static void checkCoding(HttpServletRequest call) {
        var coding = Optional.ofNullable(call.getHeader("Content-Encoding")).orElse("identity");
        if (coding.equalsIgnoreCase("identity")) return;
        // RFC 9110 §12.5.3: in the answer to a body of the wrong coding the header names those that are taken.
        throw new Refused(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "the body is to be sent as it is, not compressed")
                .with("Accept-Encoding", "identity");
    }

    private Collection<Part> parts(HttpServletRequest call) throws IOException {
        if (call.getContentLengthLong() > maxUploadBytes + FORM_BYTES) throw tooLarge();
        try {
            return call.getParts();
        } catch (InvalidParameterException e) {
            throw e.getCause() instanceof SizeException ? tooLarge() : malformed("the form has too many parts");
        } catch (IOFileUploadException e) {
            // Of a sender who broke off, Tomcat tells.
            if (e.getCause() instanceof BadRequestException) throw e;
            throw notTaken(e);
        } catch (IOException | ServletException | IllegalStateException e) {
            throw malformed("the body is not the multipart/form-data that its header promises");
        }
    }

    /// The form is broken, or else our disk.
    private static Refused notTaken(IOFileUploadException failure) {
        return failure.getCause() instanceof MalformedStreamException
                ? malformed("the form ends before its last boundary")
                : new Refused(ProblemCode.STORAGE_FAILED, "the server's disk does not take the upload");
    }

    static Refused malformed(String detail) {
        return new Refused(ProblemCode.MALFORMED_UPLOAD, detail);
    }

    private Refused tooLarge() {
        return tooLarge(maxUploadBytes);
    }

    static Refused tooLarge(long maxBytes) {
        return new Refused(ProblemCode.UPLOAD_TOO_LARGE, "a CSV may have %d bytes at most".formatted(maxBytes));
    }
}
