package dev.halftone.engine.ledger;

import dev.halftone.engine.ledger.ImageReferences.Reference;
import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Completes products whose images have all ended: writes their status and output URLs, once.
final class ProductResults {
    private final JdbcTemplate batches;
    private final JdbcClient write;
    private final ImageReferences imageReferences;

    ProductResults(JdbcTemplate write) {
        this.batches = write;
        this.write = JdbcClient.create(write);
        this.imageReferences = new ImageReferences(this.write);
    }

    /// The result of [#complete].
    ///
    /// @param ended the number of products completed
    /// @param placeCounts of all examined products
    record Completed(long ended, CompletionAccounting.PlaceCounts placeCounts) {}

    /// Completes those of the pending `products` that have no pending image.
    Completed complete(Request request, List<Long> products) {
        var results = results(request, products);
        var images =
                results.stream().flatMap(result -> result.images().stream()).toList();
        return new Completed(
                update(request, results.stream().filter(Result::isComplete).toList()), placeCounts(images));
    }

    private static CompletionAccounting.PlaceCounts placeCounts(List<Image> images) {
        return new CompletionAccounting.PlaceCounts(
                images.stream().filter(Image::succeeded).count(),
                images.stream()
                        .filter(Image::failed)
                        .collect(Collectors.groupingBy(Image::code, Collectors.counting())),
                images.stream().filter(Image::reused).count());
    }

    /// A product and the images of its places, in order.
    private record Result(long product, List<Image> images) {
        boolean isComplete() {
            return images.stream().noneMatch(image -> image.status() == ImageStatus.PENDING);
        }

        ProductStatus status() {
            if (images.stream().allMatch(Image::succeeded)) return ProductStatus.SUCCEEDED;
            return images.stream().allMatch(Image::failed) ? ProductStatus.FAILED : ProductStatus.PARTIAL;
        }

        /// One entry for each input URL, in order; empty for a failed image.
        String outputUrls(Request request) {
            return images.stream()
                    .map(image -> image.succeeded() ? request.imageBaseUrl() + image.fileName() : "")
                    .collect(Collectors.joining(","));
        }
    }

    private record Image(long number, ImageStatus status, String code, String fileName, boolean reused) {
        static final Image UNKNOWN = new Image(0, ImageStatus.PENDING, "", "", false);

        static Image of(ResultSet row, int index) throws SQLException {
            return new Image(
                    row.getLong("number"),
                    ImageStatus.of(row.getString("status")),
                    row.getString("code"),
                    row.getString("file_name"),
                    row.getInt("reused") == 1);
        }

        boolean succeeded() {
            return status == ImageStatus.SUCCEEDED;
        }

        boolean failed() {
            return status == ImageStatus.FAILED;
        }
    }

    private List<Result> results(Request request, List<Long> products) {
        var places = imageReferences.of(request, products);
        var images = images(request, places);
        Map<Long, List<Reference>> byProduct =
                places.stream().collect(Collectors.groupingBy(Reference::product, TreeMap::new, Collectors.toList()));
        return byProduct.entrySet().stream()
                .map(product -> new Result(
                        product.getKey(),
                        product.getValue().stream()
                                .map(place -> images.getOrDefault(place.image(), Image.UNKNOWN))
                                .toList()))
                .toList();
    }

    private Map<Long, Image> images(Request request, List<Reference> places) {
        return ImageReferences.IdPages.of(places.stream().map(Reference::image).toList())
                .pages()
                .flatMap(page -> imagesOfPage(request, page).stream())
                .collect(Collectors.toMap(Image::number, image -> image));
    }

    private List<Image> imagesOfPage(Request request, List<Long> images) {
        return write.sql("""
                select number, status, coalesce(code, '') as code, coalesce(file_name, '') as file_name, reused
                from images where request = :request and number in (:images)
                """)
                .param("request", request.number())
                .param("images", images)
                .query(Image::of)
                .list();
    }

    private long update(Request request, List<Result> results) {
        if (results.isEmpty()) return 0;
        var counts = batches.batchUpdate("""
                update products set status = ?, output_image_urls = ?
                where request = ? and number = ? and status = 'pending'
                """, results, results.size(), (row, result) -> {
            row.setString(1, result.status().text());
            row.setString(2, result.outputUrls(request));
            row.setLong(3, request.number());
            row.setLong(4, result.product());
        });
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }
}
