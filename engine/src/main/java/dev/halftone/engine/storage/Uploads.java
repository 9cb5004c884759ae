package dev.halftone.engine.storage;

import dev.halftone.engine.request.RequestId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// Stores the uploaded CSV of each request, as long as the request exists. Safe for use by many threads.
///
/// An upload is first spooled to this machine's disk, where it is checked, and then [kept][#keep] where every node
/// finds it. Methods without a result type throw [java.io.UncheckedIOException] if the storage cannot be reached.
public interface Uploads {

    /// Copies the stream to this machine's disk with one buffer in memory.
    ///
    /// @throws IOException from the stream if the sender fails; then nothing is kept
    SpoolResult spool(RequestId request, InputStream in, long maxBytes) throws IOException;

    /// Stores a spooled upload for all nodes. Call it before the request is accepted.
    ///
    /// @return why it cannot be stored, safe to show to clients; empty when it is safe
    Optional<String> keep(RequestId request);

    /// Deletes a spooled upload whose request was not accepted. [#deleteStale] deletes anything else it left behind.
    void discard(RequestId request);

    /// The upload of a request as a file on this machine. Close it after use.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    LocalFile open(RequestId request) throws IOException;

    /// Deletes the upload if it exists.
    void delete(RequestId request);

    /// Deletes partial uploads and uploads without a request, whose process died before it accepted the request.
    /// Keeps those of the last hour, since their request may be about to be accepted.
    ///
    /// @return how many
    int deleteStale(Predicate<RequestId> known);

    /// Deletes what a dead process left on this machine's disk. Only before the first upload, and only if no other
    /// node
    /// uses the folder.
    ///
    /// @return how many
    int deleteLeftovers(Predicate<RequestId> known);

    /// Why uploads cannot be stored, as a message for the operator; empty if they can.
    Optional<String> problem();

    /// A file that may be a copy, which closing deletes.
    interface LocalFile extends AutoCloseable {
        Path path();

        @Override
        default void close() {}
    }

    /// The result of spooling an upload.
    sealed interface SpoolResult {

        /// The whole upload is on disk.
        ///
        /// @param sha256 of its bytes, in 64 lower-case hexadecimal digits
        record Stored(Path file, long bytes, String sha256) implements SpoolResult {}

        /// The upload exceeded the limit; nothing is kept.
        record TooLarge(long maxBytes) implements SpoolResult {}

        /// The disk failed; nothing is kept.
        ///
        /// @param message the reason; safe to show to clients, because it names no path
        record Failed(String message) implements SpoolResult {}
    }
}
