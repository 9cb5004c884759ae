package dev.halftone.engine.processing;

import dev.halftone.engine.fetch.Fetched;
import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.Fetched.NotModified;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.Provenance;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.ResourceFault;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.request.Tracing;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Done;
import java.util.Optional;

/// Processes images in this process: fetch, recompress, publish. If the source has not changed since an earlier
/// request published it, a copy of that file is published instead.
public final class LocalImageService implements ImageService.Synchronous, LocalCodec {
    private final ImageFetcher fetcher;
    private final CodecExecutor codecs;
    private final ImagePublisher publisher;

    public LocalImageService(ImageFetcher fetcher, CodecExecutor codecs, ImagePublisher publisher) {
        this.fetcher = fetcher;
        this.codecs = codecs;
        this.publisher = publisher;
    }

    /// 1. Reserve memory and fetch the source.
    /// 2. If the source is unchanged, publish a copy of the cached result.
    /// 3. Otherwise recompress it.
    /// 4. Publish the file.
    @Override
    public Outcome process(ImageJob job) throws InterruptedException {
        try (var memory = fetcher.reserve(job.fairness(), job.cancellation())) {
            return process(job, memory);
        } catch (RuntimeException e) {
            // For example, no child process could be started.
            return publisher.lacks(ResourceFault.of(e).orElseThrow(() -> e).message());
        }
    }

    private Outcome process(ImageJob job, MemoryReservation memory) throws InterruptedException {
        switch (fetch(job, memory)) {
            case NotFetched(var outcome) -> {
                if (outcome instanceof Deferred deferred && deferred.code().equals(FailureCode.STORAGE_FAILED))
                    publisher.log(deferred.message());
                return outcome;
            }
            case NotModified() -> {
                var copied = publisher.publishCopy(job, job.cachedVersion());
                // The cached file may be gone. Fetched again without validators, the image itself comes.
                return copied.isPresent() ? copied.get() : process(job.withoutCachedResult(), memory);
            }
            case Body body -> {
                var version = job.versionOf(body);
                var copied = publisher.publishCopy(job, version.filter(job::isCached));
                return copied.isPresent() ? copied.get() : recompressAndPublish(job, body.bytes(), version);
            }
        }
    }

    private Outcome recompressAndPublish(ImageJob job, ImageBytes source, Optional<SourceVersion> version)
            throws InterruptedException {
        return switch (recompress(job, source)) {
            case Recompressed.Refused(var reason, var message) -> refused(reason, message);
            case Done done -> publish(job, done.bytes(), succeeded(job, source, done, version));
        };
    }

    private Fetched fetch(ImageJob job, MemoryReservation memory) throws InterruptedException {
        try (var span = Tracing.current().client("fetch").with("server.address", () -> host(job.url()))) {
            var fetched = fetcher.fetch(job.fetchRequest(), memory);
            if (fetched instanceof NotFetched(var outcome)) span.ended(outcome);
            return fetched;
        }
    }

    private static String host(SourceUrl url) {
        return url.problem().isPresent() ? "" : url.toHttpUrl().host();
    }

    private Recompressed recompress(ImageJob job, ImageBytes source) throws InterruptedException {
        try (var span = Tracing.current().child("recompress")) {
            var recompressed = job.isSuspect()
                    ? codecs.recompressApart(source, job.recipe(), job.fairness())
                    : codecs.recompress(source, job.recipe(), job.fairness());
            if (recompressed instanceof Recompressed.Refused refused)
                span.failed(failureCode(refused.reason()).text());
            return recompressed;
        }
    }

    private Outcome publish(ImageJob job, ImageBytes bytes, Succeeded succeeded) throws InterruptedException {
        try (var span = Tracing.current().child("publish")) {
            var published = publisher.publish(job, bytes, succeeded);
            span.ended(published);
            return published;
        }
    }

    private static Succeeded succeeded(ImageJob job, ImageBytes source, Done done, Optional<SourceVersion> version) {
        var name = ImageFileName.of(job.request(), job.image(), done.format());
        var provenance = version.<Provenance>map(Provenance.Encoded::new).orElseGet(Provenance.Untracked::new);
        return new Succeeded(name.text(), source.size(), done.bytes().size(), done.width(), done.height(), provenance);
    }

    /// An image that takes too long may be faster when the machine is less busy.
    private static Outcome refused(Recompressed.Reason reason, String message) {
        return reason == Recompressed.Reason.TIMED_OUT
                ? new RetryLater(FailureCode.TIMED_OUT, message, Optional.empty())
                : new Failed(failureCode(reason), message);
    }

    private static FailureCode failureCode(Recompressed.Reason reason) {
        return switch (reason) {
            case NOT_AN_IMAGE -> FailureCode.NOT_AN_IMAGE;
            case UNSUPPORTED_FORMAT -> FailureCode.UNSUPPORTED_FORMAT;
            case CORRUPT_IMAGE -> FailureCode.CORRUPT_IMAGE;
            case TOO_MANY_PIXELS -> FailureCode.TOO_MANY_PIXELS;
            case TIMED_OUT -> FailureCode.TIMED_OUT;
            case CRASHED -> FailureCode.CODEC_CRASHED;
        };
    }

    /// Includes the size limit for sources, so that nothing is reused that would be refused today.
    @Override
    public Optional<String> codecIdentity() {
        return Optional.of(codecs.identity() + ", " + fetcher.maxImageBytes() + " bytes");
    }

    @Override
    public Optional<String> storageProblem() {
        return publisher.problem();
    }

    @Override
    public Optional<LocalCodec> codec() {
        return Optional.of(this);
    }

    @Override
    public MemoryReservation reserve(FairnessKey fairness) {
        return fetcher.reserve(fairness, new Cancellation());
    }

    @Override
    public Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairness) throws InterruptedException {
        return codecs.recompress(source, recipe, fairness);
    }

    @Override
    public Optional<ImageService.Load> load() {
        return Optional.of(new ImageService.Load(
                fetcher.load(), codecs.waiting(), codecs.hung(), codecs.memory(), codecs.maxMemory()));
    }

    @Override
    public void close() {
        codecs.close();
        fetcher.close();
    }
}
