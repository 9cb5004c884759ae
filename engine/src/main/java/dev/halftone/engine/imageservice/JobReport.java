package dev.halftone.engine.imageservice;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.imageservice.JobResults.ImageResult;
import dev.halftone.engine.ledger.ImageRow;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Products;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.Sha256;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.UrlDigest;
import dev.halftone.engine.request.Validators;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.webhook.WebhookPayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the results of jobs from the ledger, for a question about a job and for its callbacks. A job is the owner of
/// its requests, and each of their products is one image.
public record JobReport(Ledger ledger, ImageStore images) implements WebhookPayload.Composer {
    private static final int PAGE = 2_000;

    /// Returns the callback about a request. Digesting all images takes too long for a transaction.
    @Override
    public WebhookPayload.Composer prepare(Request request) {
        var results = of(request.owner(), List.of(request));
        var payload = new WebhookPayload(new String(ServiceJson.write(results), UTF_8));
        return (_, _) -> payload;
    }

    @Override
    public WebhookPayload of(Request request, Instant now) {
        return prepare(request).of(request, now);
    }

    /// The current results of a job.
    public JobResults of(String jobId, List<Request> requests) {
        return new JobResults(jobId, requests.stream().flatMap(this::results).toList());
    }

    private Stream<ImageResult> results(Request request) {
        return Stream.iterate(
                        page(request, 0),
                        page -> !page.isEmpty(),
                        page -> page(request, page.getLast().number()))
                .flatMap(page -> results(request, page));
    }

    private List<Products.Row> page(Request request, long after) {
        return ledger.products().after(request, after, PAGE);
    }

    private Stream<ImageResult> results(Request request, List<Products.Row> page) {
        var places = ledger.products().images(request, page);
        return page.stream()
                .flatMap(row -> places.getOrDefault(row.number(), List.of()).stream()
                        .map(place -> result(request, row.serialNumber(), place.image())));
    }

    private ImageResult result(Request request, String imageId, ImageRow image) {
        return switch (image.status()) {
            case PENDING -> ImageResult.pending(imageId);
            case FAILED -> failed(imageId, image.failure().orElseThrow());
            case SUCCEEDED -> succeeded(request, imageId, image);
        };
    }

    private static ImageResult failed(String imageId, ImageRow.Failure failure) {
        var isRetryable = new FailureCode(failure.code()).isTransient();
        return ImageResult.failed(imageId, failure.code(), failure.message(), isRetryable);
    }

    private ImageResult succeeded(Request request, String imageId, ImageRow image) {
        var published = image.published().orElseThrow();
        return images.find(new ImageFileName(published.fileName()))
                .map(file -> ImageResult.succeeded(
                        imageId,
                        request.imageBaseUrl() + published.fileName(),
                        sha256(file),
                        file.size(),
                        source(image, published),
                        published.width(),
                        published.height()))
                .orElseGet(() -> ImageResult.failed(
                        imageId, FailureCode.STORAGE_FAILED.text(), "the new image is no longer there", true));
    }

    /// Headers that another URL returned, after a redirect, are left out.
    private static JobResults.Source source(ImageRow image, PublishedImage published) {
        var url = UrlDigest.of(new SourceUrl(image.url()));
        var validators = image.source()
                .flatMap(ImageRow.Source::validators)
                .filter(known -> known.url().equals(url));
        return new JobResults.Source(
                Optional.of(published.bytesIn()),
                image.source().map(known -> known.content().hex()),
                validators.flatMap(Validators::etag),
                validators.flatMap(Validators::lastModified));
    }

    private static String sha256(ImageStore.StoredImage file) {
        try (var in = file.content().from(0)) {
            return Sha256.hex(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file.name(), e);
        }
    }
}
