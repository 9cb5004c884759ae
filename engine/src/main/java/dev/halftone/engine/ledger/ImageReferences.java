package dev.halftone.engine.ledger;

import dev.halftone.engine.request.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads which product refers to which image.
///
/// Callers read the images themselves in a second statement, by number. With a join, PostgreSQL reads all images of
/// a request that it takes for a small one.
final class ImageReferences {
    private final JdbcClient client;

    ImageReferences(JdbcClient client) {
        this.client = client;
    }

    /// One place: a product refers to an image.
    record Reference(long product, int position, long image) {
        private static final Comparator<Reference> ORDER =
                Comparator.comparingLong(Reference::product).thenComparingInt(Reference::position);

        private static Reference of(ResultSet row, int index) throws SQLException {
            return new Reference(row.getLong("product"), row.getInt("position"), row.getLong("image"));
        }
    }

    /// The places of these products, ordered by product and position.
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

    /// The products that refer to these images, in order, without duplicates.
    List<Long> productsReferringTo(Request request, List<Long> images) {
        var products = IdPages.of(images).pages().flatMap(page -> productsOfPage(request, page).stream());
        return IdPages.of(products.toList()).numbers();
    }

    // No `order by`: with it, SQLite would read the whole request in that order.
    private List<Long> productsOfPage(Request request, List<Long> images) {
        return client.sql("select product from product_images where request = :request and image in (:images)")
                .param("request", request.number())
                .param("images", images)
                .query(Ledger.Columns::number)
                .list();
    }

    /// Row numbers in pages small enough for one `in` clause.
    record IdPages(List<Long> numbers) {
        private static final int PAGE_SIZE = 500;

        /// Removes duplicates and sorts.
        static IdPages of(Collection<Long> numbers) {
            return new IdPages(numbers.stream().sorted().distinct().toList());
        }

        Stream<List<Long>> pages() {
            return IntStream.iterate(0, from -> from < numbers.size(), from -> from + PAGE_SIZE)
                    .mapToObj(from -> numbers.subList(from, Math.min(from + PAGE_SIZE, numbers.size())));
        }
    }
}
