package dev.halftone.engine.processing;

import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.request.Outcome;
import java.util.Optional;

/// Turns one source image into one published image. Another service, such as a background remover or an upscaler, can
/// take its place.
public interface ImageService extends AutoCloseable {

    /// Makes one attempt. Blocks; called on virtual threads. The same job may run twice and must then publish
    /// the same bytes.
    ///
    /// @throws InterruptedException when the process is shutting down; the attempt does not count
    Outcome process(ImageJob job) throws InterruptedException;

    /// Identifies everything that decides the output besides source and recipe: equal identities give equal
    /// bytes, so one request may reuse what another has published. Empty when the service cannot promise that;
    /// nothing is cached then.
    default Optional<String> codecIdentity() {
        return Optional.empty();
    }

    /// The current load of this process; empty when images are processed elsewhere.
    default Optional<Load> load() {
        return Optional.empty();
    }

    @Override
    default void close() {}

    /// The load of a service in this process.
    ///
    /// @param codecQueue how many fetched images wait for a codec
    /// @param hungCodecs how many codec threads hang
    /// @param codecMemory how many bytes the images being coded need, by their headers
    /// @param maxCodecMemory the limit of `codecMemory`
    record Load(ImageFetcher.Load source, int codecQueue, int hungCodecs, long codecMemory, long maxCodecMemory) {}
}
