package dev.halftone.engine.processing;

import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.request.Outcome;
import java.util.Optional;

/// Turns one source image into one published image. Another service, a background remover or an upscaler, can stand in
/// its place.
public interface ImageService extends AutoCloseable {

    /// One attempt. Blocks; called on virtual threads. The same job may be done twice, and must then publish
    /// the same.
    ///
    /// @throws InterruptedException when the process is shutting down: the attempt does not count
    Outcome process(ImageJob job) throws InterruptedException;

    /// What makes the same bytes of the same source and recipe, in a word to be compared, so that what one
    /// request has published can be used by the next; empty where nobody can promise that, and nothing is
    /// remembered.
    default Optional<String> codecIdentity() {
        return Optional.empty();
    }

    /// What goes on in this process now; empty when the work is done elsewhere.
    default Optional<Load> load() {
        return Optional.empty();
    }

    @Override
    default void close() {}

    /// What a service in this process is doing at a moment.
    ///
    /// @param codecQueue how many fetched images wait for a codec
    /// @param hungCodecs how many threads are lost to codecs that hang
    public record Load(ImageFetcher.Load source, int codecQueue, int hungCodecs) {}
}
