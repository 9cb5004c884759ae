package dev.halftone.engine.ledger;

import dev.halftone.engine.ledger.ProductBatch.NumberedProduct.Place;
import dev.halftone.engine.request.Request;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/// Inserts products in batches. A repeated URL becomes another reference to the same image.
///
/// Every table is appended to, so a row costs the same after ten thousand rows as after a million.
public final class ProductInserts {
    private final JdbcTemplate batches;

    ProductInserts(JdbcTemplate batches) {
        this.batches = batches;
    }

    /// Inserts one batch with pending images.
    public void write(Request request, ProductBatch batch) {
        insertProducts(request, batch.products());
        insertImages(request, batch.newPlaces());
        insertReferences(request, batch.places());
    }

    private void insertProducts(Request request, List<ProductBatch.NumberedProduct> products) {
        batches.batchUpdate("""
                insert into products (request, number, serial_number, product_name, input_image_urls, status)
                values (?, ?, ?, ?, ?, 'pending')
                """, products, products.size(), (row, numbered) -> {
            var product = numbered.product();
            row.setLong(1, request.number());
            row.setLong(2, product.row());
            row.setString(3, product.serialNumber());
            row.setString(4, product.name());
            row.setString(5, String.join(",", product.writtenUrls()));
        });
    }

    private void insertImages(Request request, List<Place> images) {
        batches.batchUpdate("""
                insert into images (request, number, url, status) values (?, ?, ?, 'pending')
                """, images, Math.max(1, images.size()), (row, place) -> {
            row.setLong(1, request.number());
            row.setLong(2, place.image());
            row.setString(3, place.url());
        });
    }

    private void insertReferences(Request request, List<Place> places) {
        batches.batchUpdate("""
                insert into product_images (request, product, position, image) values (?, ?, ?, ?)
                """, places, places.size(), (row, place) -> {
            row.setLong(1, request.number());
            row.setLong(2, place.product());
            row.setInt(3, place.position());
            row.setLong(4, place.image());
        });
    }
}
