package dev.halftone.engine.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// A failure of our disk: full, read-only, gone. A separate type, so that it is not confused with a failure of the
/// sender. Its public message names no path.
final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String publicMessage;

    StorageException(IOException cause) {
        super(cause);
        this.publicMessage = publicMessage(cause);
    }

    String publicMessage() {
        return publicMessage;
    }

    private static String publicMessage(IOException cause) {
        return switch (cause) {
            case FileAlreadyExistsException _ -> "a file stands where a folder should be";
            case NoSuchFileException _ -> "the folder is gone";
            case AccessDeniedException _ -> "the folder may not be written to";
            case ClosedByInterruptException _ -> "interrupted while writing";
            case FileSystemException e ->
                "the disk says: "
                        + Objects.requireNonNullElse(e.getReason(), e.getClass().getSimpleName());
            default -> "the disk says: " + cause.getMessage();
        };
    }
}
