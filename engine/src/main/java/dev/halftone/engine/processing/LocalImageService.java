package dev.halftone.engine.processing;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.Fetched.NotModified;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.request.CacheEntry;
import dev.halftone.engine.request.ContentDigest;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.Provenance.Encoded;
import dev.halftone.engine.request.Outcome.Provenance.Untracked;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Done;
import java.util.Optional;

/// Does the whole job in this process: fetch, make smaller, publish; or fetch nothing, and publish what was published
/// before, where the source is still the same.
public final class LocalImageService implements ImageService {
    /// Enough for a disk to write several files in one go, and few enough that nobody waits behind hundreds.
    private static final int MAX_CONCURRENT_PUBLISHES = 32;

    private final PrioritySemaphore publishing = new PrioritySemaphore(MAX_CONCURRENT_PUBLISHES);
    private final ImageFetcher source;
    private final CodecExecutor codecExecutor;
    private final ImageStore store;
    private final CachedImages cachedImages;

    public LocalImageService(ImageFetcher source, CodecExecutor codecExecutor, ImageStore store) {
        this.source = source;
        this.codecExecutor = codecExecutor;
        this.store = store;
        this.cachedImages = new CachedImages(store);
    }

    @Override
    public Outcome process(ImageJob job) throws InterruptedException {
        try (var memoryReservation = source.reserve(job.fairness())) {
            return process(job, memoryReservation);
        }
    }

    private Outcome process(ImageJob job, MemoryReservation memoryReservation) throws InterruptedException {
        return switch (source.fetch(job.fetchRequest(), memoryReservation)) {
            case Body body -> reuseOrRecompress(job, body);
            case NotModified() -> reuseOrBeginAnew(job, memoryReservation);
            case NotFetched(var outcome) -> outcome;
        };
    }

    /// What was published before may be gone by now.
    private Outcome reuseOrBeginAnew(ImageJob job, MemoryReservation memoryReservation) throws InterruptedException {
        var reused = cachedImages.ofUnchanged(job);
        return reused.isPresent() ? reused.get() : process(job.withoutCachedResult(), memoryReservation);
    }

    private Outcome reuseOrRecompress(ImageJob job, Body body) throws InterruptedException {
        var origin = job.cache().map(cacheEntry -> origin(cacheEntry, body));
        var reused = origin.flatMap(found -> cachedImages.ofSame(job, found));
        return reused.isPresent()
                ? reused.get()
                : recompress(
                        job,
                        body.bytes(),
                        origin.<Outcome.Provenance>map(Encoded::new).orElseGet(Untracked::new));
    }

    private static SourceVersion origin(CacheEntry cacheEntry, Body body) {
        return new SourceVersion(cacheEntry.key(), ContentDigest.of(body.bytes()), body.validators());
    }

    private Outcome recompress(ImageJob job, ImageBytes bytes, Outcome.Provenance provenance)
            throws InterruptedException {
        return switch (codecExecutor.recompress(bytes, job.recipe(), job.fairness())) {
            case Done done -> publishInTurn(job, bytes, done, provenance);
            case Recompressed.Refused(var reason, var message) -> new Failed(code(reason), message);
        };
    }

    private Outcome publishInTurn(ImageJob job, ImageBytes bytes, Done done, Outcome.Provenance provenance)
            throws InterruptedException {
        publishing.acquire(job.fairness());
        try {
            return publish(job, bytes, done, provenance);
        } finally {
            publishing.release();
        }
    }

    private Outcome publish(ImageJob job, ImageBytes bytes, Done done, Outcome.Provenance provenance) {
        var name = ImageFileName.of(job.request(), job.image(), done.format());
        return switch (store.publish(name, done.bytes())) {
            case ImageStore.PublishResult.Done() ->
                new Succeeded(name.text(), bytes.size(), done.bytes().size(), done.width(), done.height(), provenance);
            case ImageStore.PublishResult.Failed(var message) ->
                new RetryLater(FailureCode.STORAGE_FAILED, message, Optional.empty());
        };
    }

    /// The size that a source may have belongs to it: nothing is published again that would be refused today.
    @Override
    public Optional<String> codecIdentity() {
        return Optional.of(codecExecutor.identity() + ", " + source.maxImageBytes() + " bytes");
    }

    @Override
    public Optional<ImageService.Load> load() {
        return Optional.of(new ImageService.Load(source.load(), codecExecutor.waiting(), codecExecutor.hung()));
    }

    @Override
    public void close() {
        codecExecutor.close();
        source.close();
    }

    private static FailureCode code(Recompressed.Reason reason) {
        return switch (reason) {
            case NOT_AN_IMAGE -> FailureCode.NOT_AN_IMAGE;
            case UNSUPPORTED_FORMAT -> FailureCode.UNSUPPORTED_FORMAT;
            case CORRUPT_IMAGE -> FailureCode.CORRUPT_IMAGE;
            case TOO_MANY_PIXELS -> FailureCode.TOO_MANY_PIXELS;
            case TIMED_OUT -> FailureCode.TIMED_OUT;
            case CRASHED -> FailureCode.CODEC_CRASHED;
        };
    }
}
