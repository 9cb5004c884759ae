package dev.halftone.engine.storage;

import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Stores published images. Safe for use by many threads.
///
/// A name always stands for the same image. Publishing it again, as a retry after a crash does, replaces the bytes
/// with the same bytes, and no reader ever sees a part. Methods without a result type throw
/// [java.io.UncheckedIOException] if the storage cannot be reached.
public interface ImageStore {

    /// Publishes an image. After [ImageStore.PublishResult.Done] the image survives a power cut.
    ///
    /// An interrupt results in [ImageStore.PublishResult.Failed] and leaves the thread's interrupt flag
    /// set.
    PublishResult publish(ImageFileName name, ImageBytes bytes);

    /// Publishes the bytes of `published` under `name` too, without copying them if possible. Each can be
    /// deleted without affecting the other.
    ///
    /// @return empty if `published` does not exist
    Optional<PublishResult> publishCopy(ImageFileName published, ImageFileName name);

    /// The image with that name, if it is published.
    Optional<StoredImage> find(ImageFileName name);

    /// Deletes those of the images that exist.
    void delete(Collection<ImageFileName> names);

    /// Deletes partial files of crashed processes and returns their number. Does not affect images being
    /// published, here or on other nodes.
    int deleteStale();

    /// Why images cannot be stored, as a message for the operator; empty if they can. Costs one small
    /// write.
    Optional<String> problem();

    /// How long an image waits for a store that fails, before another node gets it. Empty where no other node could do
    /// better.
    default Optional<Duration> longestWait() {
        return Optional.empty();
    }

    /// The result of publishing an image.
    public sealed interface PublishResult {

        /// The image is public, complete and durable.
        record Done() implements PublishResult {}

        /// The image is not published, because something is lacking, such as disk space or an answer of the bucket.
        /// The same call succeeds once that is over.
        ///
        /// @param message the reason; safe to show to clients, because it names no path
        record Unavailable(String message) implements PublishResult {}

        /// The image is not published; another attempt may succeed.
        ///
        /// @param message the reason; safe to show to clients, because it names no path
        record Failed(String message) implements PublishResult {}
    }

    /// A published image that can be read.
    ///
    /// @param size in bytes
    /// @param etag a strong entity tag with its quotes (RFC 9110 §8.8.3); changes whenever the bytes may
    /// have changed
    /// @param content the bytes
    public record StoredImage(ImageFileName name, long size, Instant lastModified, String etag, Content content) {

        /// The IANA media type.
        public String mediaType() {
            return name.format().mediaType();
        }

        /// Reads the bytes of an image from any offset, for range requests (RFC 9110 §14).
        public interface Content {

            /// Opens the bytes from `offset` to the end, none if `offset` is beyond the end. The caller
            /// closes the stream.
            InputStream from(long offset) throws IOException;
        }
    }
}
