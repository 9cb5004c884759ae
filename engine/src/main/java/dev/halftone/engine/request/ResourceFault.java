package dev.halftone.engine.request;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// This machine lacks something: disk space, inodes, file descriptors. Neither an image nor its host is to blame, and
/// the same work succeeds once the cause is gone.
public enum ResourceFault {
    DISK_FULL("No space left on device", "the disk is full"),
    QUOTA_EXCEEDED("Disk quota exceeded", "the disk quota is used up"),
    DISK_READ_ONLY("Read-only file system", "the disk is read-only"),
    DISK_BROKEN("Input/output error", "the disk fails"),
    TOO_MANY_FILES("Too many open files", "too many files are open"),
    TOO_MANY_FILES_IN_SYSTEM("Too many open files in system", "too many files are open on this machine"),
    NO_SOCKET_MEMORY("No buffer space available", "there is no memory for sockets"),
    NO_MEMORY("Cannot allocate memory", "there is no memory"),
    TOO_MANY_PROCESSES("Resource temporarily unavailable", "no process can be started");

    private final String error;
    private final String message;

    ResourceFault(String error, String message) {
        this.error = error;
        this.message = message;
    }

    /// What is missing; safe to show to clients, because it names no path.
    public String message() {
        return message;
    }

    /// The fault that caused a failure; empty if the failure has another cause.
    public static Optional<ResourceFault> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> Stream.of(values()).filter(fault -> fault.isIn(cause)))
                .findFirst();
    }

    /// Java passes on the text of an error, not its number. A part of a message can come from a host, for
    /// example a malformed status line. So the types are those that the JDK throws itself, and the text must be
    /// where it puts it.
    private boolean isIn(Throwable cause) {
        var text = Objects.requireNonNullElse(cause.getMessage(), "");
        return switch (cause) {
            case FileSystemException e -> error.equals(e.getReason());
            case FileNotFoundException _ -> text.endsWith(" (" + error + ")");
            case UnknownHostException _ -> text.endsWith(": " + error);
            case SocketException _ -> isSocketFault() && text.equals(error);
            case IOException _ when cause.getClass() == IOException.class -> text.equals(error) || isOfProcess(text);
            default -> false;
        };
    }

    private boolean isSocketFault() {
        return switch (this) {
            case TOO_MANY_FILES, TOO_MANY_FILES_IN_SYSTEM, NO_SOCKET_MEMORY, NO_MEMORY -> true;
            case DISK_FULL, QUOTA_EXCEEDED, DISK_READ_ONLY, DISK_BROKEN, TOO_MANY_PROCESSES -> false;
        };
    }

    /// `Cannot run program "java": error=24, Too many open files`
    private boolean isOfProcess(String text) {
        return text.startsWith("Cannot run program ")
                && (text.endsWith(", " + error) || text.endsWith("(" + error + ")"));
    }
}
