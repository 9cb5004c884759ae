package dev.halftone.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps products and counters true when images have ended: the counters grow by exactly what changed, in the same
/// transaction, so that they can be read at any time and never drift.
public final class Settlement {
    private static final int PAGE = 500;

    private final JdbcClient write;
    private final ProductEndings endings;

    Settlement(JdbcClient write) {
        this.write = write;
        this.endings = new ProductEndings(write);
    }

    /// What a request has moved images and bytes by, each distinct image counted once.
    public record Bytes(long in, long out) {
        public static final Bytes NONE = new Bytes(0, 0);
    }

    /// Settles what follows from these images having ended in this transaction.
    ///
    /// @return the request as it now stands
    public Request afterImages(Request request, List<Long> images, Bytes bytes) {
        if (images.isEmpty()) return request;
        var places = endedPlaces(request, images);
        return count(request, places, settleAll(request, productsNaming(request, images)), bytes);
    }

    /// Settles products just written, some of whose images may have ended before: another row had named them.
    public Request afterProducts(Request request, long first, long last) {
        var products = new ArrayList<Long>();
        for (var product = first; product <= last; product++) products.add(product);
        var places = endedPlaces(request, first, last);
        return count(request, places, settleAll(request, products), Bytes.NONE);
    }

    /// Takes back what the failed images of a request had settled, since they are tried again.
    ///
    /// To be called before they are pending again.
    public void reopen(Request request) {
        var reopened = write.sql("""
                update products set status = 'pending', output_image_urls = null
                where request = :request and status in ('failed', 'partial')
                """).param("request", request.number()).update();
        write.sql("""
                update requests set images_failed = 0, rows_done = rows_done - :reopened where number = :number
                """)
                .param("number", request.number())
                .param("reopened", reopened)
                .update();
    }

    private record Places(long succeeded, long failed, long reused) {
        static Places of(ResultSet row, int index) throws SQLException {
            return new Places(row.getLong("succeeded"), row.getLong("failed"), row.getLong("reused"));
        }
    }

    private Places endedPlaces(Request request, List<Long> images) {
        return write.sql("""
                select count(case i.status when 'succeeded' then 1 end) as succeeded,
                       count(case i.status when 'failed' then 1 end) as failed,
                       count(case i.reused when 1 then 1 end) as reused
                from product_images p join images i on i.request = p.request and i.number = p.image
                where p.request = :request and p.image in (:images)
                """)
                .param("request", request.number())
                .param("images", images)
                .query(Places::of)
                .single();
    }

    private Places endedPlaces(Request request, long first, long last) {
        return write.sql("""
                select count(case i.status when 'succeeded' then 1 end) as succeeded,
                       count(case i.status when 'failed' then 1 end) as failed,
                       count(case i.reused when 1 then 1 end) as reused
                from product_images p join images i on i.request = p.request and i.number = p.image
                where p.request = :request and p.product between :first and :last
                """)
                .param("request", request.number())
                .param("first", first)
                .param("last", last)
                .query(Places::of)
                .single();
    }

    private List<Long> productsNaming(Request request, List<Long> images) {
        return write.sql("""
                select distinct product from product_images
                where request = :request and image in (:images) order by product
                """)
                .param("request", request.number())
                .param("images", images)
                .query(Columns::number)
                .list();
    }

    private long settleAll(Request request, List<Long> products) {
        var settled = 0L;
        for (var from = 0; from < products.size(); from += PAGE) {
            var page = products.subList(from, Math.min(from + PAGE, products.size()));
            settled += endings.settle(request, page);
        }
        return settled;
    }

    private Request count(Request request, Places places, long rows, Bytes bytes) {
        return write.sql("""
                        update requests
                        set images_succeeded = images_succeeded + :succeeded, images_failed = images_failed + :failed,
                            images_reused = images_reused + :reused,
                            rows_done = rows_done + :rows, bytes_in = bytes_in + :in, bytes_out = bytes_out + :out
                        where number = :number
                        returning *
                        """)
                .param("number", request.number())
                .param("succeeded", places.succeeded())
                .param("failed", places.failed())
                .param("reused", places.reused())
                .param("rows", rows)
                .param("in", bytes.in())
                .param("out", bytes.out())
                .query(new RequestRow())
                .single();
    }
}
