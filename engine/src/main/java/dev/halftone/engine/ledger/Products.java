package dev.halftone.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The products of a request, read a page at a time by their key, so that the last page costs what the first does and
/// no
/// connection is held while a slow client reads.
public final class Products {
    private final JdbcClient read;

    Products(JdbcClient read) {
        this.read = read;
    }

    /// A product as it stands.
    ///
    /// @param outputImageUrls as many places as the input has, joined by commas; absent until the product has ended
    public record Row(
            long number,
            String serialNumber,
            String productName,
            String inputImageUrls,
            Optional<String> outputImageUrls,
            ProductStatus status) {}

    /// Products after `after`, at most `limit`, in the order of the CSV.
    public List<Row> after(Request request, long after, int limit) {
        return read.sql("""
                select number, serial_number, product_name, input_image_urls, output_image_urls, status from products
                where request = :request and number > :after order by number limit :limit
                """)
                .param("request", request.number())
                .param("after", after)
                .param("limit", limit)
                .query(Products::row)
                .list();
    }

    /// The same, of one status only.
    public List<Row> after(Request request, long after, int limit, ProductStatus status) {
        return read.sql("""
                select number, serial_number, product_name, input_image_urls, output_image_urls, status from products
                where request = :request and status = :status and number > :after order by number limit :limit
                """)
                .param("request", request.number())
                .param("status", status.word())
                .param("after", after)
                .param("limit", limit)
                .query(Products::row)
                .list();
    }

    /// One image in one place of a product.
    public record Place(long product, int position, ImageRow image) {}

    /// The images of these products, by product and in the order of their places.
    public Map<Long, List<Place>> images(Request request, List<Row> products) {
        if (products.isEmpty()) return Map.of();
        // As a list: a stream would keep its connection until somebody closed it.
        var places = read.sql("""
                select p.product, p.position, i.* from product_images p
                join images i on i.request = p.request and i.number = p.image
                where p.request = :request and p.product in (:products)
                order by p.product, p.position
                """)
                .param("request", request.number())
                .param("products", products.stream().map(Row::number).toList())
                .query((row, index) -> new Place(row.getLong("product"), row.getInt("position"), ImageRow.of(row)))
                .list();
        return places.stream().collect(Collectors.groupingBy(Place::product));
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getLong("number"),
                row.getString("serial_number"),
                row.getString("product_name"),
                row.getString("input_image_urls"),
                Columns.text(row, "output_image_urls"),
                ProductStatus.of(row.getString("status")));
    }
}
