package dev.halftone.engine.ledger;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.ImageStatus;
import dev.halftone.engine.request.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Updates products and counters when images end. Counters change by exactly what changed, in the same transaction,
/// so they are correct at any time and never drift.
public final class CompletionAccounting {
    private static final int PAGE = 500;

    /// The most places of products that one call completes. An image used by a hundred thousand rows must
    /// not block all other writers. [#completePendingProducts] completes the remaining products.
    private static final long MAX_PLACES = 2_000;

    private final JdbcClient write;
    private final FailureCounts failures;
    private final ThroughputHistory throughputHistory;
    private final InstantSource clock;
    private final ImageReferences imageReferences;
    private final ProductResults productResults;

    CompletionAccounting(
            JdbcTemplate write, FailureCounts failures, ThroughputHistory throughputHistory, InstantSource clock) {
        this.write = JdbcClient.create(write);
        this.failures = failures;
        this.throughputHistory = throughputHistory;
        this.clock = clock;
        this.imageReferences = new ImageReferences(this.write);
        this.productResults = new ProductResults(write);
    }

    /// Bytes received and published, each distinct image counted once.
    public record Bytes(long in, long out) {
        public static final Bytes NONE = new Bytes(0, 0);
    }

    /// An increment of the counters of a request.
    ///
    /// @param placeCounts places in the CSV whose image has ended
    private record Growth(PlaceCounts placeCounts, long rows, Bytes bytes) {}

    /// Completes products and counts places after these images ended in this transaction.
    ///
    /// @return the updated request
    public Request imagesEnded(Request request, List<Long> images, Bytes bytes) {
        if (images.isEmpty()) return request;
        var referenced = referencedImages(request, images);
        var completed =
                productResults.complete(request, imageReferences.productsReferringTo(request, limitPlaces(referenced)));
        return addCounts(request, new Growth(placeCounts(referenced), completed.ended(), bytes));
    }

    /// Completes products just inserted that refer to images of earlier products, since those may have
    /// ended.
    public Request productsInserted(Request request, List<Long> products) {
        if (products.isEmpty()) return request;
        var completed = productResults.complete(request, products);
        return addCounts(request, new Growth(completed.placeCounts(), completed.ended(), Bytes.NONE));
    }

    /// Completes some products that are still pending although every image of the request has ended.
    ///
    /// @return whether there may be more
    public boolean completePendingProducts(Request request) {
        var products = pendingProducts(request);
        if (products.isEmpty()) return false;
        var completed = productResults.complete(request, products);
        addCounts(request, new Growth(PlaceCounts.NONE, completed.ended(), Bytes.NONE));
        return true;
    }

    /// Reverses the counts and product results of these failed images before a retry.
    ///
    /// Call it before the images become pending again.
    ///
    /// @return in how many places of the CSV they stand
    public long reopen(Request request, List<Long> images) {
        var reopenedPlaces = placeCounts(referencedImages(request, images));
        failures.subtract(request.number(), reopenedPlaces.failures());
        var reopened = reopenProducts(request, imageReferences.productsReferringTo(request, images));
        write.sql("""
                update requests set images_failed = images_failed - :failed, rows_done = rows_done - :reopened
                where number = :number
                """)
                .param("number", request.number())
                .param("failed", reopenedPlaces.failed())
                .param("reopened", reopened)
                .update();
        return reopenedPlaces.failed();
    }

    /// An image and the number of places in the CSV that refer to it.
    private record ReferencedImage(long number, ImageStatus status, String code, boolean reused, long places) {
        static ReferencedImage of(ResultSet row, int index) throws SQLException {
            return new ReferencedImage(
                    row.getLong("number"),
                    ImageStatus.of(row.getString("status")),
                    row.getString("code"),
                    row.getInt("reused") == 1,
                    row.getLong("places"));
        }

        boolean succeeded() {
            return status == ImageStatus.SUCCEEDED;
        }

        boolean failed() {
            return status == ImageStatus.FAILED;
        }
    }

    private List<ReferencedImage> referencedImages(Request request, List<Long> images) {
        return ImageReferences.IdPages.of(images)
                .pages()
                .flatMap(page -> referencedImagesOfPage(request, page).stream())
                .toList();
    }

    private List<ReferencedImage> referencedImagesOfPage(Request request, List<Long> images) {
        return write.sql("""
                select number, status, coalesce(code, '') as code, reused,
                    (select count(*) from product_images p where p.request = :request and p.image = i.number) as places
                from images i where request = :request and number in (:images)
                """)
                .param("request", request.number())
                .param("images", images)
                .query(ReferencedImage::of)
                .list();
    }

    private static PlaceCounts placeCounts(List<ReferencedImage> images) {
        return new PlaceCounts(
                places(images, ReferencedImage::succeeded), failures(images), places(images, ReferencedImage::reused));
    }

    private static long places(List<ReferencedImage> images, Predicate<ReferencedImage> condition) {
        return images.stream()
                .filter(condition)
                .mapToLong(ReferencedImage::places)
                .sum();
    }

    private static Map<String, Long> failures(List<ReferencedImage> images) {
        return images.stream()
                .filter(ReferencedImage::failed)
                .collect(Collectors.groupingBy(ReferencedImage::code, Collectors.summingLong(ReferencedImage::places)));
    }

    private static List<Long> limitPlaces(List<ReferencedImage> images) {
        var chosen = new ArrayList<Long>();
        var places = 0L;
        for (var image : images) {
            if (places + image.places() > MAX_PLACES) continue;
            places += image.places();
            chosen.add(image.number());
        }
        return chosen;
    }

    private List<Long> pendingProducts(Request request) {
        return write.sql("""
                select number from products where request = :request and status = 'pending' order by number limit :limit
                """)
                .param("request", request.number())
                .param("limit", PAGE)
                .query(Ledger.Columns::number)
                .list();
    }

    private long reopenProducts(Request request, List<Long> products) {
        return ImageReferences.IdPages.of(products)
                .pages()
                .mapToLong(page -> reopenPage(request, page))
                .sum();
    }

    private long reopenPage(Request request, List<Long> products) {
        return write.sql("""
                update products set status = 'pending', output_image_urls = null
                where request = :request and number in (:products) and status in ('failed', 'partial')
                """)
                .param("request", request.number())
                .param("products", products)
                .update();
    }

    private Request addCounts(Request request, Growth growth) {
        var placeCounts = growth.placeCounts();
        failures.add(request.number(), placeCounts.failures());
        if (placeCounts.processed() > 0)
            throughputHistory.record(request.number(), placeCounts.processed(), clock.instant());
        return write.sql("""
                        update requests
                        set images_succeeded = images_succeeded + :succeeded, images_failed = images_failed + :failed,
                            images_reused = images_reused + :reused, rows_done = rows_done + :rows,
                            bytes_in = bytes_in + :in, bytes_out = bytes_out + :out
                        where number = :number
                        returning *
                        """)
                .param("number", request.number())
                .param("succeeded", placeCounts.succeeded())
                .param("failed", placeCounts.failed())
                .param("reused", placeCounts.reused())
                .param("rows", growth.rows())
                .param("in", growth.bytes().in())
                .param("out", growth.bytes().out())
                .query(Requests.ROW)
                .single();
    }

    /// Counts of places in a CSV whose image has ended.
    ///
    /// @param failures failed places by code
    /// @param reused places whose image an earlier request published; included in `succeeded`
    record PlaceCounts(long succeeded, Map<String, Long> failures, long reused) {
        static final PlaceCounts NONE = new PlaceCounts(0, Map.of(), 0);

        PlaceCounts {
            failures = Map.copyOf(failures);
        }

        long failed() {
            return failures.values().stream().mapToLong(Long::longValue).sum();
        }

        /// Places that were processed to the end. Cancelled ones would distort the throughput.
        long processed() {
            return succeeded + failed() - failures.getOrDefault(FailureCode.CANCELLED.text(), 0L);
        }
    }
}
