package dev.halftone.engine.storage;

import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/// Where processed images are published. Any number of threads may use it at once.
///
/// A name stands for one image for ever: publishing it again, as the twin of a crashed worker does, replaces the bytes
/// by the same bytes, and no reader ever sees a part. The calls that promise no result throw
/// [java.io.UncheckedIOException] when the storage cannot be reached.
public interface ImageStore {

    /// Publishes an image. When this answers [ImageStore.PublishResult.Done] the image survives a power cut.
    ///
    /// An interrupt ends it as [ImageStore.PublishResult.Failed], with the thread's interrupt flag still set.
    PublishResult publish(ImageFileName name, ImageBytes bytes);

    /// Publishes the bytes of one image under the name of another, too, as [#publish] would have, but without
    /// moving them where that can be helped. Each of the two can be deleted without harm to the other.
    ///
    /// @return empty when there is no image of the first name
    Optional<PublishResult> publishCopy(ImageFileName published, ImageFileName name);

    /// The image of that name, if it is published.
    Optional<StoredImage> find(ImageFileName name);

    /// Takes the image back. An image that is not there is no error.
    void delete(ImageFileName name);

    /// Removes what crashed processes left half written, and tells how many such leftovers there were.
    /// Publications under way, here or on other nodes, are not touched.
    int deleteStale();

    /// What keeps the storage from taking images, in words for the operator; empty when all is well. Costs one
    /// small write.
    Optional<String> problem();

    /// How an attempt to publish an image ended.
    public sealed interface PublishResult {

        /// The image is public, whole, and safe on disk.
        record Done() implements PublishResult {}

        /// It is not; another attempt may help.
        ///
        /// @param message why, fit for strangers: it names no path
        record Failed(String message) implements PublishResult {}
    }

    /// A published image, found and ready to be read.
    ///
    /// @param size in bytes
    /// @param etag a strong entity tag with its quotes (RFC 9110 §8.8.3): it changes whenever the bytes might
    /// have
    /// @param content the bytes
    public record StoredImage(ImageFileName name, long size, Instant lastModified, String etag, Content content) {

        /// The IANA media type.
        public String mediaType() {
            return name.format().mediaType();
        }

        /// The bytes of an image, from wherever the reader wants to begin: what ranges (RFC 9110 §14) are made
        /// of.
        public interface Content {

            /// Opens the bytes from `offset` to the end; beyond the end there are none. The caller closes the
            /// stream.
            InputStream from(long offset) throws IOException;
        }
    }
}
