package dev.halftone.app.cli;

import dev.halftone.app.cli.client.UploadForm;
import dev.halftone.engine.request.SourceUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The catalogue that is submitted: a file, or a URL that the server downloads.
///
/// @param shown its name in messages
/// @param file empty for a URL
/// @param isCopy whether closing deletes the file
record UploadFile(String shown, Optional<Path> file, boolean isCopy) implements AutoCloseable {

    /// @param name a path, a URL, or `-` for standard input, which is copied because an upload may be sent again
    static UploadFile open(String name, InputStream standardInput) throws IOException {
        if (name.equals("-")) return copy(standardInput);
        if (new SourceUrl(name).isAbsolute()) return new UploadFile(name, Optional.empty(), false);
        var path = Path.of(name);
        if (Files.notExists(path)) throw new NoSuchFileException(name);
        if (Files.isDirectory(path)) throw new FileSystemException(name, null, "is a folder");
        if (!Files.isReadable(path)) throw new AccessDeniedException(name);
        return new UploadFile(name, Optional.of(path), false);
    }

    private static UploadFile copy(InputStream standardInput) throws IOException {
        var copy = Files.createTempFile("halftone-", ".upload");
        try {
            Files.copy(standardInput, copy, StandardCopyOption.REPLACE_EXISTING);
            return new UploadFile("-", Optional.of(copy), true);
        } catch (IOException e) {
            Files.deleteIfExists(copy);
            throw e;
        }
    }

    UploadForm addTo(UploadForm form) {
        if (file.isEmpty()) return form.field("source_url", shown);
        return form.file(isCopy ? "" : file.get().getFileName().toString(), file.get());
    }

    @Override
    public void close() throws IOException {
        if (isCopy) Files.deleteIfExists(file.orElseThrow());
    }
}
