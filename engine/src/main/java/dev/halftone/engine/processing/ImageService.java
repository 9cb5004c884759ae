package dev.halftone.engine.processing;

import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Turns source images into published images. Another service, such as a background remover or an upscaler, can take
/// its place.
public interface ImageService extends AutoCloseable {

    /// Divides the due images of a chunk into pieces of work. They run at the same time, each on a virtual thread of
    /// its own. Each image is in one of them.
    List<Work> plan(DueImages due);

    /// The images of a chunk that are due.
    ///
    /// @param task the id of the chunk's task, which runs again when an image's result arrives from elsewhere
    record DueImages(Chunk chunk, String task, List<ImageJob> images) {}

    /// One attempt at some images.
    record Work(List<ImageJob> images, Attempt attempt) {}

    /// Makes the attempt.
    @FunctionalInterface
    interface Attempt {
        /// Blocks. The same work may run twice and must then publish the same bytes.
        ///
        /// @return an outcome for each image, in their order
        /// @throws InterruptedException when the process is shutting down; the attempt does not count
        List<Outcome> make() throws InterruptedException;
    }

    /// Called once when this node is ready to work.
    default void ready() {}

    /// Cancels work at a service elsewhere for a request that was cancelled or deleted.
    ///
    /// @return when to call this again; empty when nothing is left
    default Optional<Instant> withdraw(Request request) {
        return Optional.empty();
    }

    /// Identifies everything that decides the output besides source and recipe: equal identities give equal
    /// bytes, so one request may reuse what another has published. Empty when the service cannot promise that;
    /// nothing is cached then.
    default Optional<String> codecIdentity() {
        return Optional.empty();
    }

    /// Why finished images wait to be stored here, such as `the disk is full`; empty when none waits.
    default Optional<String> storageProblem() {
        return Optional.empty();
    }

    /// The codec of this process; empty when images are processed elsewhere.
    default Optional<LocalCodec> codec() {
        return Optional.empty();
    }

    /// The current load of this process; empty when images are processed elsewhere.
    default Optional<Load> load() {
        return Optional.empty();
    }

    @Override
    default void close() {}

    /// A service that works on each image by itself, while the caller waits.
    interface Synchronous extends ImageService {

        /// Makes one attempt, as [Attempt#make] does.
        Outcome process(ImageJob job) throws InterruptedException;

        @Override
        default List<Work> plan(DueImages due) {
            return due.images().stream()
                    .map(job -> new Work(List.of(job), () -> List.of(process(job))))
                    .toList();
        }
    }

    /// The load of a service in this process.
    ///
    /// @param codecQueue how many fetched images wait for a codec
    /// @param hungCodecs how many codec threads hang
    /// @param codecMemory how many bytes the images being coded need, by their headers
    /// @param maxCodecMemory the limit of `codecMemory`
    record Load(ImageFetcher.Load source, int codecQueue, int hungCodecs, long codecMemory, long maxCodecMemory) {}
}
