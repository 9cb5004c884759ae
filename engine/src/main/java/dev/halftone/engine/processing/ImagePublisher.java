package dev.halftone.engine.processing;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.Provenance;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.ImageStore.PublishResult;
import dev.halftone.imaging.ImageBytes;
import java.time.Duration;
import java.util.Optional;

/// Publishes images, a limited number at once, and retries while this machine lacks something
/// ([RetryOnResourceFault]).
public final class ImagePublisher {
    /// Enough for a disk to write several files in one go, and few enough that no image waits behind hundreds.
    private static final int MAX_CONCURRENT_PUBLISHES = 32;

    /// How long an image waits before it is processed again when this machine lacks something.
    private static final Duration RESOURCE_PAUSE = Duration.ofSeconds(2);

    private final PrioritySemaphore publishing = new PrioritySemaphore(MAX_CONCURRENT_PUBLISHES);
    private final RetryOnResourceFault retry;
    private final ImageStore store;

    public ImagePublisher(ImageStore store) {
        this.store = store;
        this.retry = new RetryOnResourceFault(RetryOnResourceFault.Pauses.defaults(), store.longestWait());
    }

    /// Publishes the image of a job.
    ///
    /// @return `published`, or why it is not published
    public Outcome publish(ImageJob job, ImageBytes bytes, Outcome.Succeeded published) throws InterruptedException {
        var name = new ImageFileName(published.fileName());
        return retry.run(() -> Optional.of(publish(name, bytes, job.fairness())), job.cancellation())
                .map(result -> outcome(job, result, published))
                .orElseThrow();
    }

    /// Holds a permit only while it writes: an image that waits for disk space blocks no other.
    private PublishResult publish(ImageFileName name, ImageBytes bytes, FairnessKey fairness)
            throws InterruptedException {
        publishing.acquire(fairness);
        try {
            return store.publish(name, bytes);
        } finally {
            publishing.release(fairness);
        }
    }

    /// Publishes the file of an earlier request under this job's name.
    ///
    /// @param version the version of the source that the file was made from; without one there is no file
    /// @return empty if there is no file, or not any more
    public Optional<Outcome> publishCopy(ImageJob job, Optional<SourceVersion> version) throws InterruptedException {
        if (version.isEmpty()) return Optional.empty();
        var cached = job.cachedImage().orElseThrow();
        var cachedName = new ImageFileName(cached.fileName());
        var name = ImageFileName.of(job.request(), job.image(), cachedName.format());
        var copy = new Outcome.Succeeded(
                name.text(),
                cached.bytesIn(),
                cached.bytesOut(),
                cached.width(),
                cached.height(),
                new Provenance.Reused(version.get()));
        return retry.run(() -> store.publishCopy(cachedName, name), job.cancellation())
                .map(result -> outcome(job, result, copy));
    }

    private Outcome outcome(ImageJob job, PublishResult result, Outcome.Succeeded published) {
        return switch (result) {
            case PublishResult.Done() -> published;
            case PublishResult.Failed(var message) ->
                new RetryLater(FailureCode.STORAGE_FAILED, message, Optional.empty());
            case PublishResult.Unavailable(var message) ->
                job.cancellation().isCancelled()
                        ? new Failed(FailureCode.CANCELLED, "the request was cancelled before this image was published")
                        : lacks(message);
        };
    }

    /// Why images wait to be published; empty when none waits.
    Optional<String> problem() {
        return retry.problem();
    }

    /// The outcome of an image when this machine lacks something needed for another step.
    Deferred lacks(String what) {
        retry.log(what);
        return new Deferred(FailureCode.STORAGE_FAILED, what, RESOURCE_PAUSE);
    }

    /// Logs that images wait for this machine, at most once a minute.
    void log(String message) {
        retry.log(message);
    }
}
