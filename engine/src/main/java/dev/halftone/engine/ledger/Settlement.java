package dev.halftone.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps products and counters true when images have ended: the counters grow by exactly what changed, in the same
/// transaction, so that they can be read at any time and never drift.
public final class Settlement {
    private static final int PAGE = 500;

    /// How many places the products may have that one call ends: an image that a hundred thousand rows name must not
    /// keep all other writers waiting. The products it leaves pending are ended by [#settlePending].
    private static final long MOST_PLACES = 2_000;

    private final JdbcClient write;
    private final References references;
    private final ProductEndings endings;

    Settlement(JdbcTemplate write) {
        this.write = JdbcClient.create(write);
        this.references = new References(this.write);
        this.endings = new ProductEndings(write);
    }

    /// What a request has moved images and bytes by, each distinct image counted once.
    public record Bytes(long in, long out) {
        public static final Bytes NONE = new Bytes(0, 0);
    }

    /// What the counters of a request grow by.
    ///
    /// @param places of the CSV whose image has ended
    private record Growth(Places places, long rows, Bytes bytes) {}

    /// Settles what follows from these images having ended in this transaction.
    ///
    /// @return the request as it now stands
    public Request afterImages(Request request, List<Long> images, Bytes bytes) {
        if (images.isEmpty()) return request;
        var named = look(request, images);
        var settled = endings.settle(request, references.productsNaming(request, withinReason(named)));
        return count(
                request,
                new Growth(
                        new Places(
                                places(named, NamedImage::succeeded),
                                places(named, NamedImage::failed),
                                places(named, NamedImage::reused)),
                        settled.ended(),
                        bytes));
    }

    /// Settles products just written that name images of products before them: those may have ended by now.
    public Request afterProducts(Request request, List<Long> products) {
        if (products.isEmpty()) return request;
        var settled = endings.settle(request, products);
        return count(request, new Growth(settled.places(), settled.ended(), Bytes.NONE));
    }

    /// Settles some products that are still pending though every image of the request has ended.
    ///
    /// @return whether there may be more
    public boolean settlePending(Request request) {
        var products = pendingProducts(request);
        if (products.isEmpty()) return false;
        var settled = endings.settle(request, products);
        count(request, new Growth(Places.NONE, settled.ended(), Bytes.NONE));
        return true;
    }

    /// Takes back what these failed images had settled, since they are tried again.
    ///
    /// To be called before they are pending again.
    public void reopen(Request request, List<Long> images) {
        var failed = places(look(request, images), NamedImage::failed);
        var reopened = reopenProducts(request, references.productsNaming(request, images));
        write.sql("""
                update requests set images_failed = images_failed - :failed, rows_done = rows_done - :reopened
                where number = :number
                """)
                .param("number", request.number())
                .param("failed", failed)
                .param("reopened", reopened)
                .update();
    }

    /// An image and how many places of the CSV name it.
    private record NamedImage(long number, ImageStatus status, boolean reused, long places) {
        static NamedImage of(ResultSet row, int index) throws SQLException {
            return new NamedImage(
                    row.getLong("number"),
                    ImageStatus.of(row.getString("status")),
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
        return Keys.of(images)
                .pages()
                .flatMap(page -> lookAtPage(request, page).stream())
                .toList();
    }

    private List<NamedImage> lookAtPage(Request request, List<Long> images) {
        return write.sql("""
                select number, status, reused,
                    (select count(*) from product_images p where p.request = :request and p.image = i.number) as places
                from images i where request = :request and number in (:images)
                """)
                .param("request", request.number())
                .param("images", images)
                .query(NamedImage::of)
                .list();
    }

    private static long places(List<NamedImage> images, Predicate<NamedImage> which) {
        return images.stream().filter(which).mapToLong(NamedImage::places).sum();
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
        return Keys.of(products)
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
        return write.sql("""
                        update requests
                        set images_succeeded = images_succeeded + :succeeded, images_failed = images_failed + :failed,
                            images_reused = images_reused + :reused, rows_done = rows_done + :rows, bytes_in = bytes_in + :in, bytes_out = bytes_out + :out
                        where number = :number
                        returning *
                        """)
                .param("number", request.number())
                .param("succeeded", growth.places().succeeded())
                .param("failed", growth.places().failed())
                .param("reused", growth.places().reused())
                .param("rows", growth.rows())
                .param("in", growth.bytes().in())
                .param("out", growth.bytes().out())
                .query(new RequestRow())
                .single();
    }
}
