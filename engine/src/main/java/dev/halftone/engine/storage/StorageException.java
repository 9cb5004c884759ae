package dev.halftone.engine.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// A failure of our disk (full, read-only, gone) or of our bucket. A separate type, so that it is not confused with a
/// failure of the sender. Its public message names no path and no host.
final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String publicMessage;

    StorageException(IOException cause) {
        this(publicMessage(cause), cause);
    }

    StorageException(SdkException cause) {
        this(Thread.currentThread().isInterrupted() ? INTERRUPTED : publicMessage(cause), cause);
    }

    StorageException(String publicMessage, Exception cause) {
        super(publicMessage, cause);
        this.publicMessage = publicMessage;
    }

    private static final String INTERRUPTED = "interrupted while writing";

    static StorageException interrupted(InterruptedException cause) {
        return new StorageException(INTERRUPTED, cause);
    }

    String publicMessage() {
        return publicMessage;
    }

    boolean isInterruption() {
        return publicMessage.equals(INTERRUPTED);
    }

    /// Whether the bucket answered with this HTTP status.
    boolean hasStatus(int status) {
        return getCause() instanceof AwsServiceException answer && answer.statusCode() == status;
    }

    /// Whether the bucket itself does not exist.
    boolean isNoBucket() {
        return getCause() instanceof AwsServiceException answer && code(answer).equals("NoSuchBucket");
    }

    private static String publicMessage(IOException cause) {
        return switch (cause) {
            case FileAlreadyExistsException _ -> "a file stands where a folder should be";
            case NoSuchFileException _ -> "the folder is gone";
            case AccessDeniedException _ -> "the folder may not be written to";
            case ClosedByInterruptException _ -> INTERRUPTED;
            case FileSystemException e ->
                "the disk says: "
                        + Objects.requireNonNullElse(e.getReason(), e.getClass().getSimpleName());
            default -> "the disk says: " + cause.getMessage();
        };
    }

    private static String publicMessage(SdkException cause) {
        return cause instanceof AwsServiceException answer
                ? "the bucket says: %d %s"
                        .formatted(answer.statusCode(), code(answer))
                        .strip()
                : "the bucket does not answer";
    }

    private static String code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .flatMap(details -> Optional.ofNullable(details.errorCode()))
                .orElse("");
    }
}
