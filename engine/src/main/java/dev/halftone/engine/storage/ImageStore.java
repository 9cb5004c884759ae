package dev.halftone.engine.storage;

import dev.halftone.imaging.ImageBytes;
import java.util.Optional;

/// Where processed images are published. Any number of threads may use it at once.
///
/// A name stands for one image for ever: publishing it again, as the twin of a crashed worker does, replaces the bytes
/// by the same bytes, and no reader ever sees a part. The calls that promise no result throw
/// [java.io.UncheckedIOException] when the storage cannot be reached.
public interface ImageStore {

    /// Publishes an image. When this answers [Published.Done] the image survives a power cut.
    ///
    /// An interrupt ends it as [Published.Failed], with the thread's interrupt flag still set.
    Published publish(FileName name, ImageBytes bytes);

    /// Publishes the bytes of one image under the name of another, too, as [#publish] would have, but without
    /// moving them where that can be helped. Each of the two can be deleted without harm to the other.
    ///
    /// @return empty when there is no image of the first name
    Optional<Published> publishAgain(FileName published, FileName name);

    /// The image of that name, if it is published.
    Optional<StoredImage> find(FileName name);

    /// Takes the image back. An image that is not there is no error.
    void delete(FileName name);

    /// Removes what crashed processes left half written, and tells how many such leftovers there were.
    /// Publications under way, here or on other nodes, are not touched.
    int sweep();

    /// What keeps the storage from taking images, in words for the operator; empty when all is well. Costs one
    /// small write.
    Optional<String> problem();
}
