package dev.halftone.engine.ledger;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.intake.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Copies products into the ledger, a batch at a time. A URL that the request named before becomes a second reference
/// to
/// the same image.
public final class Expansions {
    private final JdbcClient client;
    private final JdbcTemplate batches;

    Expansions(JdbcClient client, JdbcTemplate batches) {
        this.client = client;
        this.batches = batches;
    }

    /// Writes one batch.
    ///
    /// @param firstImage the number of the batch's first place: one more than the places of all batches before it
    /// @return the numbers of the images that are new with this batch and pending, in order
    public List<Long> write(Request request, List<Product> products, long firstImage) {
        var places = places(products, firstImage);
        insertProducts(request, products);
        insertImages(request, places);
        insertReferences(request, places);
        return newImages(request, firstImage, firstImage + places.size() - 1);
    }

    /// How many places stand in the ledger: the next batch begins one after.
    public long placesWritten(Request request) {
        return client.sql("select count(*) from product_images where request = :request")
                .param("request", request.number())
                .query(Long.class)
                .single();
    }

    private record Place(long product, int position, long number, SourceUrl url, UrlDigest digest) {}

    private static List<Place> places(List<Product> products, long firstImage) {
        var places = new ArrayList<Place>();
        for (var product : products) {
            var position = 1;
            for (var url : product.images()) {
                places.add(new Place(product.row(), position++, firstImage + places.size(), url, UrlDigest.of(url)));
            }
        }
        return places;
    }

    private void insertProducts(Request request, List<Product> products) {
        batches.batchUpdate("""
                insert into products (request, number, serial_number, product_name, input_image_urls, status)
                values (?, ?, ?, ?, ?, 'pending')
                """, products, products.size(), (row, product) -> {
            row.setLong(1, request.number());
            row.setLong(2, product.row());
            row.setString(3, product.serialNumber());
            row.setString(4, product.name());
            row.setString(5, product.images().stream().map(SourceUrl::text).collect(Collectors.joining(",")));
        });
    }

    private void insertImages(Request request, List<Place> places) {
        batches.batchUpdate("""
                insert into images (request, number, url_digest, url, status)
                values (?, ?, ?, ?, 'pending')
                on conflict (request, url_digest) do nothing
                """, places, places.size(), (row, place) -> {
            row.setLong(1, request.number());
            row.setLong(2, place.number());
            row.setBytes(3, place.digest().bytes());
            row.setString(4, place.url().text());
        });
    }

    private void insertReferences(Request request, List<Place> places) {
        batches.batchUpdate("""
                insert into product_images (request, product, position, image)
                select request, ?, ?, number from images where request = ? and url_digest = ?
                """, places, places.size(), (row, place) -> {
            row.setLong(1, place.product());
            row.setInt(2, place.position());
            row.setLong(3, request.number());
            row.setBytes(4, place.digest().bytes());
        });
    }

    private List<Long> newImages(Request request, long first, long last) {
        return client.sql("""
                select number from images where request = :request and number between :first and :last order by number
                """)
                .param("request", request.number())
                .param("first", first)
                .param("last", last)
                .query(Columns::number)
                .list();
    }
}
