package dev.halftone.engine.imageservice;

import dev.halftone.engine.fetch.Fetched;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImagePublisher;
import dev.halftone.engine.request.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Reuses results of earlier requests: asks each source's host whether the source has changed since, and publishes the
/// earlier result if it has not.
record SourceCheck(ImageFetcher fetcher, ImagePublisher publisher) {

    /// The outcomes of images that need not be handed over. Asks for all at once.
    Map<ImageJob, Outcome> reuse(List<ImageJob> images) throws InterruptedException {
        var cached =
                images.stream().filter(image -> image.cachedImage().isPresent()).toList();
        if (cached.isEmpty()) return Map.of();
        var outcomes = new HashMap<ImageJob, Outcome>();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            var checks = threads.invokeAll(cached.stream()
                    .<Callable<Optional<Outcome>>>map(image -> () -> reuse(image))
                    .toList());
            for (var i = 0; i < cached.size(); i++) {
                var outcome = checks.get(i).get();
                if (outcome.isPresent()) outcomes.put(cached.get(i), outcome.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot tell whether sources have changed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /// If the source cannot be fetched here, the service tries it itself.
    private Optional<Outcome> reuse(ImageJob image) throws InterruptedException {
        try (var memory = fetcher.reserve(image.fairness(), image.cancellation())) {
            return switch (fetcher.fetch(image.fetchRequest(), memory)) {
                case Fetched.NotModified() -> publisher.publishCopy(image, image.cachedVersion());
                case Fetched.Body body ->
                    publisher.publishCopy(image, image.versionOf(body).filter(image::isCached));
                case Fetched.NotFetched _ -> Optional.empty();
            };
        }
    }
}
