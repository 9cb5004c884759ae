package dev.halftone.engine.service;

import dev.halftone.engine.fetch.Fetched;
import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.Cancelled;
import dev.halftone.engine.fetch.Fetched.Refused;
import dev.halftone.engine.fetch.Fetched.Unchanged;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.request.CacheEntry;
import dev.halftone.engine.request.ContentDigest;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.Provenance.Encoded;
import dev.halftone.engine.request.Outcome.Provenance.Untracked;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.storage.FileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Published;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Done;
import java.util.Optional;

/// Does the whole job in this process: fetch, make smaller, publish; or fetch nothing, and publish what was published
/// before, where the source is still the same.
public final class LocalImageService implements ImageService {
    /// Enough for a disk to write several files in one go, and few enough that nobody waits behind hundreds.
    private static final int PUBLISHED_AT_ONCE = 32;

    private final PrioritySemaphore publishing = new PrioritySemaphore(PUBLISHED_AT_ONCE);
    private final ImageFetcher source;
    private final Codecs codecs;
    private final ImageStore store;
    private final Reuse reuse;

    public LocalImageService(ImageFetcher source, Codecs codecs, ImageStore store) {
        this.source = source;
        this.codecs = codecs;
        this.store = store;
        this.reuse = new Reuse(store);
    }

    @Override
    public Outcome process(ImageJob job) throws InterruptedException {
        try (var memoryReservation = source.reserve(job.turn())) {
            return process(job, memoryReservation);
        }
    }

    private Outcome process(ImageJob job, MemoryReservation memoryReservation) throws InterruptedException {
        return switch (source.fetch(job.inquiry(), memoryReservation)) {
            case Body body -> reuseOrRecompress(job, body);
            case Unchanged() -> reuseOrBeginAnew(job, memoryReservation);
            case Refused(var code, var message) -> new Failed(code, message);
            case Fetched.RetryLater(var code, var message, var retryAfter) -> new RetryLater(code, message, retryAfter);
            case Cancelled() -> new Failed(FailureCode.CANCELLED, "the request was cancelled before this image began");
            case Fetched.Deferred(var code, var message, var pause) -> new Deferred(code, message, pause);
        };
    }

    /// What was published before may be gone by now.
    private Outcome reuseOrBeginAnew(ImageJob job, MemoryReservation memoryReservation) throws InterruptedException {
        var reused = reuse.ofUnchanged(job);
        return reused.isPresent() ? reused.get() : process(job.withoutPrecedent(), memoryReservation);
    }

    private Outcome reuseOrRecompress(ImageJob job, Body body) throws InterruptedException {
        var origin = job.recall().map(cacheEntry -> origin(cacheEntry, body));
        var reused = origin.flatMap(found -> reuse.ofSame(job, found));
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
        return switch (codecs.recompress(bytes, job.recipe(), job.turn())) {
            case Done done -> publishInTurn(job, bytes, done, provenance);
            case Recompressed.Refused(var reason, var message) -> new Failed(code(reason), message);
        };
    }

    private Outcome publishInTurn(ImageJob job, ImageBytes bytes, Done done, Outcome.Provenance provenance)
            throws InterruptedException {
        publishing.acquire(job.turn());
        try {
            return publish(job, bytes, done, provenance);
        } finally {
            publishing.release();
        }
    }

    private Outcome publish(ImageJob job, ImageBytes bytes, Done done, Outcome.Provenance provenance) {
        var name = FileName.of(job.request(), job.image(), done.format());
        return switch (store.publish(name, done.bytes())) {
            case Published.Done() ->
                new Succeeded(name.text(), bytes.size(), done.bytes().size(), done.width(), done.height(), provenance);
            case Published.Failed(var message) -> new RetryLater(FailureCode.STORAGE_FAILED, message, Optional.empty());
        };
    }

    /// The size that a source may have belongs to it: nothing is published again that would be refused today.
    @Override
    public Optional<String> coder() {
        return Optional.of(codecs.identity() + ", " + source.maxImageBytes() + " bytes");
    }

    @Override
    public Optional<ServiceLoad> load() {
        return Optional.of(new ServiceLoad(source.load(), codecs.waiting(), codecs.lost()));
    }

    @Override
    public void close() {
        codecs.close();
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
