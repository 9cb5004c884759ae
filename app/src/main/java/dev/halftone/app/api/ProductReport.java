package dev.halftone.app.api;

import dev.halftone.engine.RequestService.ProductView;
import dev.halftone.engine.ledger.ImageRow.Failure;
import dev.halftone.engine.ledger.Products.Place;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import java.util.List;
import java.util.Optional;

/// A product in the words of the API.
record ProductReport(String serialNumber, String productName, String status, List<Image> images) {

    /// What became of one place of a product's URL cell.
    ///
    /// @param position from 1, in the order of the cell
    /// @param code why the image failed, or why its last attempt did while another is to come
    /// @param reused whether an earlier request had published it
    record Image(
            int position,
            String inputUrl,
            Optional<String> outputUrl,
            String status,
            Optional<String> code,
            Optional<String> message,
            int attempts,
            Optional<Bytes> bytes,
            Optional<Integer> width,
            Optional<Integer> height,
            boolean reused) {}

    /// The size of an image as received and as published.
    record Bytes(long in, long out) {}

    static ProductReport of(Request request, ProductView view) {
        var images = view.places().stream().map(place -> image(request, place)).toList();
        var product = view.product();
        return new ProductReport(
                product.serialNumber(), product.productName(), product.status().word(), images);
    }

    private static Image image(Request request, Place place) {
        var image = place.image();
        var published = image.published();
        return new Image(
                place.position(),
                image.url(),
                published.map(found -> request.imageBaseUrl() + found.fileName()),
                image.status().word(),
                image.failure().map(Failure::code),
                image.failure().map(Failure::message),
                image.attempts(),
                published.map(ProductReport::bytes),
                published.map(PublishedImage::width),
                published.map(PublishedImage::height),
                published.map(PublishedImage::reused).orElse(false));
    }

    private static Bytes bytes(PublishedImage publishedImage) {
        return new Bytes(publishedImage.bytesIn(), publishedImage.bytesOut());
    }
}
