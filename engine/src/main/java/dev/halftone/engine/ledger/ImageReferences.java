package dev.halftone.engine.ledger;

import dev.halftone.engine.request.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Which images stand in the places of which products.
///
/// What is known of the images themselves is asked for apart, by their numbers: given a join, PostgreSQL reads
/// all images of a request wherever it takes the request for a small one.
final class ImageReferences {
    private final JdbcClient client;

    ImageReferences(JdbcClient client) {
        this.client = client;
    }

    /// One place of a product.
    record Reference(long product, int position, long image) {
        private static final Comparator<Reference> ORDER =
                Comparator.comparingLong(Reference::product).thenComparingInt(Reference::position);

        private static Reference of(ResultSet row, int index) throws SQLException {
            return new Reference(row.getLong("product"), row.getInt("position"), row.getLong("image"));
        }
    }

    /// The places of these products, by product and position.
    List<Reference> of(Request request, List<Long> products) {
        return IdPages.of(products)
                .pages()
                .flatMap(page -> ofPage(request, page).stream())
                .sorted(Reference.ORDER)
                .toList();
    }

    private List<Reference> ofPage(Request request, List<Long> products) {
        return client.sql("""
                select product, position, image from product_images where request = :request and product in (:products)
                """)
                .param("request", request.number())
                .param("products", products)
                .query(Reference::of)
                .list();
    }

    /// The products that name these images, each once, in order.
    List<Long> productsNaming(Request request, List<Long> images) {
        var products = IdPages.of(images).pages().flatMap(page -> naming(request, page).stream());
        return IdPages.of(products.toList()).numbers();
    }

    // Not sorted by the database: asked for the order, SQLite would rather read the whole request in it.
    private List<Long> naming(Request request, List<Long> images) {
        return client.sql("select product from product_images where request = :request and image in (:images)")
                .param("request", request.number())
                .param("images", images)
                .query(Columns::number)
                .list();
    }
}
