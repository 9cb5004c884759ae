package dev.halftone.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Ends products whose every image has ended: writes their status and the list of their output URLs, once.
final class ProductEndings {
    private final JdbcClient write;

    ProductEndings(JdbcClient write) {
        this.write = write;
    }

    /// Ends those of the pending `products` that can be.
    ///
    /// @return how many this call ended
    long settle(Request request, List<Long> products) {
        return byProduct(request, products).entrySet().stream()
                .filter(product -> product.getValue().stream().noneMatch(Place::pending))
                .filter(product -> end(request, product.getKey(), product.getValue()))
                .count();
    }

    private record Place(long product, String status, String fileName) {
        static Place of(ResultSet row, int index) throws SQLException {
            return new Place(row.getLong("product"), row.getString("status"), row.getString("file_name"));
        }

        boolean pending() {
            return status.equals("pending");
        }

        boolean succeeded() {
            return status.equals("succeeded");
        }
    }

    private Map<Long, List<Place>> byProduct(Request request, List<Long> products) {
        var places = write.sql("""
                select p.product, i.status, coalesce(i.file_name, '') as file_name
                from product_images p
                join products o on o.request = p.request and o.number = p.product and o.status = 'pending'
                join images i on i.request = p.request and i.number = p.image
                where p.request = :request and p.product in (:products)
                order by p.product, p.position
                """)
                .param("request", request.number())
                .param("products", products)
                .query(Place::of)
                .list();
        return places.stream().collect(Collectors.groupingBy(Place::product, TreeMap::new, Collectors.toList()));
    }

    private boolean end(Request request, long product, List<Place> places) {
        return write.sql("""
                        update products set status = :status, output_image_urls = :urls
                        where request = :request and number = :product and status = 'pending'
                        """)
                        .param("request", request.number())
                        .param("product", product)
                        .param("status", status(places).word())
                        .param("urls", outputUrls(request, places))
                        .update()
                == 1;
    }

    private static ProductStatus status(List<Place> places) {
        var succeeded = places.stream().filter(Place::succeeded).count();
        if (succeeded == places.size()) return ProductStatus.SUCCEEDED;
        return succeeded == 0 ? ProductStatus.FAILED : ProductStatus.PARTIAL;
    }

    /// As many places as came in, in their order; a failed image leaves its place empty.
    private static String outputUrls(Request request, List<Place> places) {
        return places.stream()
                .map(place -> place.succeeded() ? request.imageBaseUrl() + place.fileName() : "")
                .collect(Collectors.joining(","));
    }
}
