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

/// Keeps products and counters true when images have ended: the counters grow by exactly what changed, in the same
/// transaction, so that they can be read at any time and never drift.
public final class CompletionAccounting {
    private static final int PAGE = 500;

    /// How many places the products may have that one call ends: an image that a hundred thousand rows name
    /// must not keep all other writers waiting. The products it leaves pending are ended by
    /// [#completePendingProducts].
    private static final long MOST_PLACES = 2_000;

    private final JdbcClient write;
    private final FailureCounts failures;
    private final ThroughputHistory throughputHistory;
    private final InstantSource clock;
    private final ImageReferences imageReferences;
    private final ProductResults endings;

    CompletionAccounting(
            JdbcTemplate write, FailureCounts failures, ThroughputHistory throughputHistory, InstantSource clock) {
        this.write = JdbcClient.create(write);
        this.failures = failures;
        this.throughputHistory = throughputHistory;
        this.clock = clock;
        this.imageReferences = new ImageReferences(this.write);
        this.endings = new ProductResults(write);
    }

    /// What a request has moved images and bytes by, each distinct image counted once.
    public record Bytes(long in, long out) {
        public static final Bytes NONE = new Bytes(0, 0);
    }

    /// What the counters of a request grow by.
    ///
    /// @param placeCounts of the CSV whose image has ended
    private record Growth(PlaceCounts placeCounts, long rows, Bytes bytes) {}

    /// Settles what follows from these images having ended in this transaction.
    ///
    /// @return the request as it now stands
    public Request imagesEnded(Request request, List<Long> images, Bytes bytes) {
        if (images.isEmpty()) return request;
        var named = look(request, images);
        var completed = endings.complete(request, imageReferences.productsNaming(request, withinReason(named)));
        return count(request, new Growth(places(named), completed.ended(), bytes));
    }

    /// Settles products just written that name images of products before them: those may have ended by now.
    public Request productsInserted(Request request, List<Long> products) {
        if (products.isEmpty()) return request;
        var completed = endings.complete(request, products);
        return count(request, new Growth(completed.placeCounts(), completed.ended(), Bytes.NONE));
    }

    /// Settles some products that are still pending though every image of the request has ended.
    ///
    /// @return whether there may be more
    public boolean completePendingProducts(Request request) {
        var products = pendingProducts(request);
        if (products.isEmpty()) return false;
        var completed = endings.complete(request, products);
        count(request, new Growth(PlaceCounts.NONE, completed.ended(), Bytes.NONE));
        return true;
    }

    /// Takes back what these failed images had settled, since they are tried again.
    ///
    /// To be called before they are pending again.
    public void reopen(Request request, List<Long> images) {
        var revived = places(look(request, images));
        failures.subtract(request.number(), revived.failures());
        var reopened = reopenProducts(request, imageReferences.productsNaming(request, images));
        write.sql("""
                update requests set images_failed = images_failed - :failed, rows_done = rows_done - :reopened
                where number = :number
                """)
                .param("number", request.number())
                .param("failed", revived.failed())
                .param("reopened", reopened)
                .update();
    }

    /// An image and how many places of the CSV name it.
    private record NamedImage(long number, ImageStatus status, String code, boolean reused, long places) {
        static NamedImage of(ResultSet row, int index) throws SQLException {
            return new NamedImage(
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

    private List<NamedImage> look(Request request, List<Long> images) {
        return IdPages.of(images)
                .pages()
                .flatMap(page -> lookAtPage(request, page).stream())
                .toList();
    }

    private List<NamedImage> lookAtPage(Request request, List<Long> images) {
        return write.sql("""
                select number, status, coalesce(code, '') as code, reused,
                    (select count(*) from product_images p where p.request = :request and p.image = i.number) as places
                from images i where request = :request and number in (:images)
                """)
                .param("request", request.number())
                .param("images", images)
                .query(NamedImage::of)
                .list();
    }

    private static PlaceCounts places(List<NamedImage> images) {
        return new PlaceCounts(
                places(images, NamedImage::succeeded), failures(images), places(images, NamedImage::reused));
    }

    private static long places(List<NamedImage> images, Predicate<NamedImage> which) {
        return images.stream().filter(which).mapToLong(NamedImage::places).sum();
    }

    private static Map<String, Long> failures(List<NamedImage> images) {
        return images.stream()
                .filter(NamedImage::failed)
                .collect(Collectors.groupingBy(NamedImage::code, Collectors.summingLong(NamedImage::places)));
    }

    private static List<Long> withinReason(List<NamedImage> images) {
        var chosen = new ArrayList<Long>();
        var places = 0L;
        for (var image : images) {
            if (places + image.places() > MOST_PLACES) continue;
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
                .query(Columns::number)
                .list();
    }

    private long reopenProducts(Request request, List<Long> products) {
        return IdPages.of(products)
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

    private Request count(Request request, Growth growth) {
        var placeCounts = growth.placeCounts();
        failures.add(request.number(), placeCounts.failures());
        if (placeCounts.worked() > 0) throughputHistory.record(request.number(), placeCounts.worked(), clock.instant());
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
                .query(new RequestRowMapper())
                .single();
    }

    /// How many places of a CSV hold an image that has ended.
    ///
    /// @param failures those that failed, by their code
    /// @param reused of those that succeeded, how many hold one that an earlier request had published
    record PlaceCounts(long succeeded, Map<String, Long> failures, long reused) {
        static final PlaceCounts NONE = new PlaceCounts(0, Map.of(), 0);

        PlaceCounts {
            failures = Map.copyOf(failures);
        }

        long failed() {
            return failures.values().stream().mapToLong(Long::longValue).sum();
        }

        /// How many were worked on to their end: what is cancelled says nothing about the pace.
        long worked() {
            return succeeded + failed() - failures.getOrDefault(FailureCode.CANCELLED.word(), 0L);
        }
    }
}
