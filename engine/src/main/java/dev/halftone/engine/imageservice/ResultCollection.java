package dev.halftone.engine.imageservice;

import dev.halftone.engine.fetch.FetchRequest;
import dev.halftone.engine.fetch.Fetched;
import dev.halftone.engine.fetch.ImageFetcher;
import dev.halftone.engine.imageservice.JobResults.ImageResult;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ServiceJobs.ArrivedResult;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.processing.ImageJob;
import dev.halftone.engine.processing.ImagePublisher;
import dev.halftone.engine.request.ContentDigest;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.HandedOver;
import dev.halftone.engine.request.Outcome.Provenance;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.Sha256;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.request.UrlDigest;
import dev.halftone.engine.request.Validators;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.header.DeclaredSize;
import dev.halftone.imaging.header.DetectedType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Collects the result of an image: gets the new image, checks it, and publishes it under our own name.
///
/// @param fetcher fetches from other hosts, through the address guard
/// @param serviceFetcher fetches from `serviceHost`, which the operator named, and follows no redirects
/// @param maxBytes the largest new image
record ResultCollection(
        Ledger ledger,
        ImageFetcher fetcher,
        ImageFetcher serviceFetcher,
        String serviceHost,
        int maxBytes,
        ImagePublisher publisher) {
    private static final Set<ImageFormat> PUBLISHED =
            EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP, ImageFormat.AVIF, ImageFormat.GIF);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /// The pauses between attempts to fetch a new image. Repeating the work would cost more than waiting.
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(4));

    /// What has become of an image whose result has arrived.
    sealed interface Result {
        record Collected(Outcome outcome) implements Result {}

        /// The new image cannot be fetched now.
        ///
        /// @param outcome if it is not tried again
        record Unavailable(RetryLater outcome) implements Result {}
    }

    Result collect(long request, ImageJob job, ArrivedResult arrived) throws InterruptedException {
        var result = ServiceJson.readStored(arrived.json(), ImageResult.class);
        if (result.status() != JobResults.Status.SUCCEEDED) return new Result.Collected(failed(result));
        var outcome = succeeded(request, job, arrived, result);
        return outcome instanceof RetryLater later ? new Result.Unavailable(later) : new Result.Collected(outcome);
    }

    private Outcome succeeded(long request, ImageJob job, ArrivedResult arrived, ImageResult result)
            throws InterruptedException {
        if (!arrived.hasLargeContent()) return succeeded(job, result, arrived.smallContent());
        var content = ledger.serviceJobs().content(request, job.image());
        // Otherwise the image has ended in the meantime, so this outcome changes nothing.
        return content.isPresent() ? succeeded(job, result, content) : new HandedOver(Instant.EPOCH);
    }

    private static Outcome failed(ImageResult result) {
        var failure = ServiceFailure.of(result.code(), result.message());
        return result.retryable().orElse(false) ? failure.retryLater() : failure.failed();
    }

    private Outcome succeeded(ImageJob job, ImageResult result, Optional<byte[]> sent) throws InterruptedException {
        try (var memory = fetcher.reserve(job.fairness(), job.cancellation())) {
            if (sent.isPresent()) {
                var content = new ImageBytes(sent.get());
                memory.grow(content.size());
                return publish(job, result, content);
            }
            if (result.outputUrl().isEmpty()) return ServiceFailure.failed("a success without output_url and content");
            return fetchAndPublish(job, result, new SourceUrl(result.outputUrl().get()), memory);
        } catch (InterruptedException e) {
            if (job.cancellation().isCancelled())
                return new Failed(FailureCode.CANCELLED, "the request was cancelled before this image was published");
            throw e;
        }
    }

    private Outcome fetchAndPublish(ImageJob job, ImageResult result, SourceUrl url, MemoryReservation memory)
            throws InterruptedException {
        for (var pause : PAUSES) {
            var outcome = tryToFetchAndPublish(job, result, url, memory);
            if (!(outcome instanceof RetryLater)) return outcome;
            job.cancellation().await(() -> Thread.sleep(pause));
        }
        return tryToFetchAndPublish(job, result, url, memory);
    }

    private Outcome tryToFetchAndPublish(ImageJob job, ImageResult result, SourceUrl url, MemoryReservation memory)
            throws InterruptedException {
        return switch (fetcherOf(url).fetch(new FetchRequest(url, Optional.empty(), job.cancellation()), memory)) {
            case Fetched.Body body -> publish(job, result, body.bytes());
            case Fetched.NotFetched(var outcome) -> notFetched(outcome);
            case Fetched.NotModified() -> throw new IllegalStateException("an unconditional request was not modified");
        };
    }

    private ImageFetcher fetcherOf(SourceUrl url) {
        return url.problem().isEmpty() && url.toHttpUrl().host().equals(serviceHost) ? serviceFetcher : fetcher;
    }

    /// Codes such as `http_404` would blame the source's host, so they become `service_failed`. The address guard's
    /// decision keeps its code.
    private static Outcome notFetched(Outcome outcome) {
        var prefix = "the new image cannot be fetched from the image service: ";
        return switch (outcome) {
            case Failed(var code, var message)
            when code.equals(FailureCode.BLOCKED_ADDRESS) -> new Failed(code, prefix + message);
            case Failed failed when failed.code().equals(FailureCode.CANCELLED) -> failed;
            case Failed failed -> ServiceFailure.failed(prefix + failed.message());
            case RetryLater later ->
                new RetryLater(FailureCode.SERVICE_FAILED, prefix + later.message(), later.retryAfter());
            default -> outcome;
        };
    }

    private Outcome publish(ImageJob job, ImageResult result, ImageBytes bytes) throws InterruptedException {
        var problem = problem(result, bytes);
        if (problem.isPresent()) return ServiceFailure.failed(problem.get());
        return switch (DetectedType.detect(bytes)) {
            case DetectedType.Image(var format)
            when PUBLISHED.contains(format) -> publisher.publish(job, bytes, outcome(job, result, bytes, format));
            case DetectedType.Image(var format) -> notPublished("of the format " + format);
            case DetectedType.Unsupported(var description) -> notPublished(description);
            case DetectedType.NotAnImage(var description) -> notPublished(description);
        };
    }

    private Optional<String> problem(ImageResult result, ImageBytes bytes) {
        if (bytes.size() > maxBytes)
            return Optional.of("the new image has %d bytes; %d are allowed".formatted(bytes.size(), maxBytes));
        if (result.bytes().filter(size -> size != bytes.size()).isPresent())
            return Optional.of("the new image has %d bytes, not %d as the image service said"
                    .formatted(bytes.size(), result.bytes().get()));
        return result.sha256()
                .filter(digest -> !digest.equalsIgnoreCase(Sha256.hex(bytes.array())))
                .map(digest -> "the new image does not have the SHA-256 that the image service said");
    }

    /// If the service does not give the size of the source, it counts as large as the new image.
    private static Succeeded outcome(ImageJob job, ImageResult result, ImageBytes bytes, ImageFormat format) {
        var declared = DeclaredSize.of(bytes, format);
        return new Succeeded(
                ImageFileName.of(job.request(), job.image(), format).text(),
                result.source().flatMap(JobResults.Source::bytes).orElse((long) bytes.size()),
                bytes.size(),
                result.width().orElse((int) declared.width()),
                result.height().orElse((int) declared.height()),
                result.source()
                        .flatMap(source -> version(job, source))
                        .<Provenance>map(Provenance.Encoded::new)
                        .orElseGet(Provenance.Untracked::new));
    }

    /// The version of the source; empty if the cache is not used, or the service does not report it.
    private static Optional<SourceVersion> version(ImageJob job, JobResults.Source source) {
        var digest = source.sha256().filter(text -> SHA256.matcher(text).matches());
        return job.cache()
                .flatMap(entry -> digest.map(text -> new SourceVersion(
                        entry.key(), new ContentDigest(text.toLowerCase(Locale.ROOT)), validators(job, source))));
    }

    private static Optional<Validators> validators(ImageJob job, JobResults.Source source) {
        var etag = source.etag().filter(Validators::isValidHeaderValue);
        var lastModified = source.lastModified().filter(Validators::isValidHeaderValue);
        if (etag.isEmpty() && lastModified.isEmpty()) return Optional.empty();
        var url = UrlDigest.of(new SourceUrl(job.url().toHttpUrl().toString()));
        return Optional.of(new Validators(url, etag, lastModified));
    }

    private static Outcome notPublished(String description) {
        return ServiceFailure.failed("the new image is " + description + ", not an image that can be published");
    }
}
