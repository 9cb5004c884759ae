package dev.halftone.app.job;

import dev.halftone.engine.RequestService;
import dev.halftone.engine.RequestService.ProductView;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The images of a job for which there is none, in the order of the CSV.
public final class FailedImages {
    private final RequestService requestService;
    private final Request request;

    FailedImages(RequestService requestService, Request request) {
        this.requestService = requestService;
        this.request = request;
    }

    /// One place of a product that stays empty.
    public record FailedImage(String serialNumber, String url, String code, String message) {}

    /// The first of them.
    public List<FailedImage> first(int limit) {
        return Stream.of(ProductStatus.PARTIAL, ProductStatus.FAILED)
                .flatMap(status -> requestService.products(request, 0, limit, Optional.of(status)).stream())
                .sorted(Comparator.comparingLong(view -> view.product().number()))
                .flatMap(FailedImages::failures)
                .limit(limit)
                .toList();
    }

    private static Stream<FailedImage> failures(ProductView view) {
        return view.places().stream().flatMap(place -> failure(view, place));
    }

    private static Stream<FailedImage> failure(ProductView view, Place place) {
        var image = place.image();
        var serialNumber = view.product().serialNumber();
        return image.failure().stream()
                .map(failure -> new FailedImage(serialNumber, image.url(), failure.code(), failure.message()));
    }
}
