package dev.halftone.engine.ledger;

import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds products by their status and by words, a page at a time.
///
/// Words are looked for by reading: an index of every part of every name would slow each upload down for a search now
/// and then. So a page reads [#MAX_ROWS_READ] products at most; it may have few or none, and tells where to go on.
public final class ProductSearch {
    /// As many as take well under a fifth of a second.
    static final int MAX_ROWS_READ = 20_000;

    private final JdbcClient read;
    private final Products products;

    ProductSearch(JdbcClient read, Products products) {
        this.read = read;
        this.products = products;
    }

    /// A page of products, in the order of the CSV.
    ///
    /// @param next after which product to look for more; absent where there are no more
    public record Found(List<Products.Row> products, Optional<Long> next) {}

    /// The page of at most `limit` products that begins after the product `after`.
    public Found page(Request request, long after, int limit, Filter filter) {
        return filter.hasText()
                ? searched(request, after, limit, filter)
                : listed(request, after, limit, filter.statuses());
    }

    private Found listed(Request request, long after, int limit, Set<ProductStatus> statuses) {
        var rows = statuses.isEmpty()
                ? products.after(request, after, limit + 1)
                : merged(statuses, Products.Row::number, only -> products.after(request, after, limit + 1, only));
        if (rows.size() <= limit) return new Found(rows, Optional.empty());
        var page = rows.subList(0, limit);
        return new Found(page, Optional.of(page.getLast().number()));
    }

    private Found searched(Request request, long after, int limit, Filter filter) {
        var names = names(request, after, filter.statuses());
        var hits = names.stream()
                .filter(name -> name.has(filter))
                .map(Name::number)
                .limit(limit)
                .toList();
        var isRead = hits.size() < limit;
        var end = isRead ? names.stream().mapToLong(Name::number).max().orElse(after) : hits.getLast();
        var isMore = isRead
                ? names.size() == MAX_ROWS_READ
                : names.getLast().number() > end || names.size() == MAX_ROWS_READ;
        return new Found(products.of(request, hits), isMore ? Optional.of(end) : Optional.empty());
    }

    /// What a product is looked for by.
    private record Name(long number, String serialNumber, String productName) {
        static Name of(ResultSet row, int index) throws SQLException {
            return new Name(row.getLong(1), row.getString(2), row.getString(3));
        }

        boolean has(Filter filter) {
            return filter.matches(productName) || filter.matches(serialNumber);
        }
    }

    private List<Name> names(Request request, long after, Set<ProductStatus> statuses) {
        if (statuses.isEmpty()) return names(request, after);
        var names = merged(statuses, Name::number, only -> names(request, after, only));
        return names.subList(0, Math.min(MAX_ROWS_READ, names.size()));
    }

    private List<Name> names(Request request, long after) {
        return read.sql("""
                select number, serial_number, product_name from products
                where request = :request and number > :after order by number limit :limit
                """)
                .param("request", request.number())
                .param("after", after)
                .param("limit", MAX_ROWS_READ)
                .query(Name::of)
                .list();
    }

    private List<Name> names(Request request, long after, ProductStatus status) {
        return read.sql("""
                select number, serial_number, product_name from products
                where request = :request and number in
                    (select number from products
                     where request = :request and status = :status and number > :after order by number limit :limit)
                order by number
                """)
                .param("request", request.number())
                .param("status", status.word())
                .param("after", after)
                .param("limit", MAX_ROWS_READ)
                .query(Name::of)
                .list();
    }

    /// Asked for several statuses at once, a database would sort all the products that have them.
    private static <T> List<T> merged(
            Set<ProductStatus> statuses, ToLongFunction<T> number, Function<ProductStatus, List<T>> ofStatus) {
        Stream<T> all = statuses.stream().flatMap(status -> ofStatus.apply(status).stream());
        return all.sorted(Comparator.comparingLong(number)).toList();
    }

    /// Which products of a request are wanted.
    ///
    /// @param statuses of one of these; of any where there are none
    /// @param text what the serial number or the product name is to contain, whatever the case of its letters;
    /// blank for any
    public record Filter(Set<ProductStatus> statuses, String text) {
        public Filter {
            statuses = Set.copyOf(statuses);
            text = folded(text.strip());
        }

        boolean hasText() {
            return !text.isEmpty();
        }

        boolean matches(String value) {
            return folded(value).contains(text);
        }

        private static String folded(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
