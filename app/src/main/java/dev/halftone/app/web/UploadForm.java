package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.fileupload.FileItem;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.disk.DiskFileItemFactory;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.IOFileUploadException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;

/// A form with an upload (RFC 7578). Large parts are in files; closing the form removes them.
///
/// A servlet's own forms do not do: a part without a file name counts as a field there, which is kept in memory. But
/// `curl -F 'file=<products.csv'` and `FormData.append` with a text send the file in such a part.
final class UploadForm implements AutoCloseable {
    static final String FILE = "file";

    private static final int MAX_PARTS = 50;

    /// Room for a file name of 255 characters, escaped.
    private static final int MAX_PART_HEADER_BYTES = 4 * 1024;

    private static final int BYTES_IN_MEMORY = 8 * 1024;

    /// The fields besides the file, all together.
    private static final int MAX_FIELD_BYTES = 64 * 1024;

    private final List<FileItem> parts;

    private UploadForm(List<FileItem> parts) {
        this.parts = List.copyOf(parts);
    }

    /// Limits of a form, and where its parts are stored.
    ///
    /// @param maxFileBytes the most bytes of the file
    record Storage(Path folder, long maxFileBytes) {
        /// The allowance for boundaries, headers and fields.
        private static final long MAX_OVERHEAD_BYTES = 1024 * 1024;

        long maxFormBytes() {
            return maxFileBytes + MAX_OVERHEAD_BYTES;
        }
    }

    /// Receives a whole form.
    ///
    /// @throws IOException when the client disconnects
    static UploadForm receive(HttpServletRequest httpRequest, Storage storage) throws IOException {
        if (httpRequest.getContentLengthLong() > storage.maxFormBytes())
            throw UploadReader.tooLarge(storage.maxFileBytes());
        var upload = new FileUpload();
        upload.setFileItemFactory(
                new DiskFileItemFactory(BYTES_IN_MEMORY, storage.folder().toFile()));
        upload.setFileSizeMax(storage.maxFileBytes());
        upload.setSizeMax(storage.maxFormBytes());
        upload.setFileCountMax(MAX_PARTS);
        upload.setPartHeaderSizeMax(MAX_PART_HEADER_BYTES);
        upload.setHeaderEncoding(UTF_8.name());
        try {
            return new UploadForm(upload.parseRequest(new ServletRequestContext(httpRequest)));
        } catch (FileUploadException | RuntimeException e) {
            // Only Tomcat's own note tells: the parser hides a disconnect where it reads the headers of a part.
            if (httpRequest.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Exception disconnect)
                throw new BadRequestException(disconnect);
            throw problem(e, storage.maxFileBytes());
        }
    }

    private static ProblemException problem(Exception failure, long maxFileBytes) {
        return switch (failure) {
            case FileSizeLimitExceededException _ -> UploadReader.tooLarge(maxFileBytes);
            // The same exception for the form as a whole and for the headers of a part.
            case SizeLimitExceededException size
            when size.getPermittedSize() > maxFileBytes -> UploadReader.tooLarge(maxFileBytes);
            case SizeException size ->
                UploadReader.malformed(
                        "the headers of a part may have at most %d bytes".formatted(size.getPermittedSize()));
            case FileCountLimitExceededException _ -> UploadReader.malformed("the form has too many parts");
            case IOFileUploadException broken -> problem(broken);
            // The parser trusts its input: a NUL in a file name can show as any exception.
            default -> UploadReader.malformed("the body is not valid multipart/form-data");
        };
    }

    /// The form is malformed, or our disk failed.
    private static ProblemException problem(IOFileUploadException broken) {
        return switch (broken.getCause()) {
            case MalformedStreamException _ -> UploadReader.malformed("the form ends before its last boundary");
            case null, default ->
                new ProblemException(ProblemCode.STORAGE_FAILED, "the server's disk cannot store the upload");
        };
    }

    /// The part that is the file, with or without a file name.
    Optional<FileItem> file() {
        var files = parts.stream().filter(UploadForm::isFile).toList();
        if (files.size() > 1)
            throw UploadReader.malformed("the form must have exactly one part named file; it has " + files.size());
        return files.stream().findFirst();
    }

    /// The file's name, if it has one. The parser's own result has lost escaped characters.
    Optional<String> filename() {
        return file().flatMap(file -> Optional.ofNullable(file.getHeaders().getHeader("Content-Disposition")))
                .flatMap(ContentDisposition::filename);
    }

    /// The values of the other fields.
    Map<String, List<String>> fields() {
        var fields = parts.stream().filter(part -> !isFile(part)).toList();
        if (fields.stream().mapToLong(FileItem::getSize).sum() > MAX_FIELD_BYTES)
            throw UploadReader.malformed(
                    "the fields besides the file may have at most %d bytes together".formatted(MAX_FIELD_BYTES));
        var values = new HashMap<String, List<String>>();
        for (var field : fields)
            values.computeIfAbsent(field.getFieldName(), _ -> new ArrayList<>()).add(new String(field.get(), UTF_8));
        return values;
    }

    private static boolean isFile(FileItem part) {
        return FILE.equals(part.getFieldName());
    }

    @Override
    public void close() {
        parts.forEach(FileItem::delete);
    }
}
