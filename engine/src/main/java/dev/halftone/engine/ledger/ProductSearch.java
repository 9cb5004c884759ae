package dev.halftone.engine.ledger;

import dev.halftone.engine.ledger.ImageReferences.IdPages;
import dev.halftone.engine.ledger.ImageReferences.Reference;
import dev.halftone.engine.ledger.Products.Candidate;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.SearchText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Finds products by status, failure code and text, a page at a time.
///
/// A search for a text or a code scans products: an index of every part of every name would slow each upload
/// down for an occasional search. So a page reads at most [#MAX_ROWS_READ] products. It may have few results
/// or none, and says where to continue.
public final class ProductSearch {
    /// Reading this many takes well under 0.2 seconds.
    static final int MAX_ROWS_READ = 20_000;

    /// A cell may be as long as `--max-field-chars`, and all names that are read are in memory at once.
    private static final int MAX_CHARACTERS_SEARCHED = 1_000;

    private final JdbcClient read;
    private final Products products;
    private final ImageReferences imageReferences;

    ProductSearch(JdbcClient read, Products products) {
        this.read = read;
        this.products = products;
        this.imageReferences = new ImageReferences(read);
    }

    /// A page of products in CSV order.
    ///
    /// @param next the product after which to continue; absent on the last page
    public record Found(List<Products.Row> products, Optional<Long> next) {}

    /// At most `limit` matching products after the product `after`.
    public Found page(Request request, long after, int limit, Filter filter) {
        return filter.needsSearch()
                ? search(request, after, limit, filter)
                : list(request, after, limit, filter.statuses());
    }

    private Found list(Request request, long after, int limit, Set<ProductStatus> statuses) {
        var candidates = statuses.isEmpty()
                ? products.candidates(request, after, limit + 1)
                : merge(statuses, Candidate::number, status -> products.candidates(request, after, limit + 1, status));
        return found(request, candidates, limit, Optional.empty());
    }

    private Found search(Request request, long after, int limit, Filter filter) {
        var names = names(request, after, filter.searchedStatuses());
        var hits = names.stream()
                .filter(name -> name.matches(filter))
                .map(Name::candidate)
                .toList();
        var unread = names.size() == MAX_ROWS_READ ? Optional.of(names.getLast().number()) : Optional.<Long>empty();
        return found(request, withFailures(request, hits, limit + 1, filter.codes()), limit, unread);
    }

    /// Those of the candidates that have an image which failed for one of these reasons, at most `limit`.
    private List<Candidate> withFailures(
            Request request, List<Candidate> candidates, int limit, Set<FailureCode> codes) {
        if (codes.isEmpty()) return candidates;
        var failed = IdPages.of(candidates.stream().map(Candidate::number).toList())
                .pages()
                .flatMap(page -> withFailures(request, page, codes).stream())
                .limit(limit)
                .collect(Collectors.toSet());
        return candidates.stream()
                .filter(candidate -> failed.contains(candidate.number()))
                .toList();
    }

    private List<Long> withFailures(Request request, List<Long> products, Set<FailureCode> codes) {
        var references = imageReferences.of(request, products);
        var images = IdPages.of(references.stream().map(Reference::image).toList());
        var failed = images.pages()
                .flatMap(page -> failed(request, page, codes).stream())
                .collect(Collectors.toSet());
        return references.stream()
                .filter(reference -> failed.contains(reference.image()))
                .map(Reference::product)
                .distinct()
                .toList();
    }

    private List<Long> failed(Request request, List<Long> images, Set<FailureCode> codes) {
        return read.sql("""
                select number from images
                where request = :request and number in (:images) and status = 'failed' and code in (:codes)
                """)
                .param("request", request.number())
                .param("images", images)
                .param("codes", FailureCode.texts(codes))
                .query(Ledger.Columns::number)
                .list();
    }

    /// @param unread where to continue after all candidates; empty if there are no more products
    private Found found(Request request, List<Candidate> candidates, int limit, Optional<Long> unread) {
        var page = Candidate.page(candidates, limit);
        var next = page.size() < candidates.size() ? Optional.of(page.getLast()) : unread;
        return new Found(products.of(request, page), next);
    }

    /// The searched columns of a product, or their beginning.
    private record Name(Candidate candidate, String serialNumber, String productName) {
        static Name of(ResultSet row, int index) throws SQLException {
            return new Name(Candidate.of(row, index), row.getString("serial_number"), row.getString("product_name"));
        }

        long number() {
            return candidate.number();
        }

        boolean matches(Filter filter) {
            return filter.matches(productName) || filter.matches(serialNumber);
        }
    }

    private List<Name> names(Request request, long after, Set<ProductStatus> statuses) {
        if (statuses.isEmpty()) return names(request, after);
        var names = merge(statuses, Name::number, status -> names(request, after, status));
        return names.subList(0, Math.min(MAX_ROWS_READ, names.size()));
    }

    private List<Name> names(Request request, long after) {
        return read.sql("""
                select number, octet_length(serial_number) + octet_length(product_name)
                    + octet_length(input_image_urls) + coalesce(octet_length(output_image_urls), 0) as bytes,
                    substr(serial_number, 1, :searched) as serial_number,
                    substr(product_name, 1, :searched) as product_name
                from products
                where request = :request and number > :after order by number limit :limit
                """)
                .param("request", request.number())
                .param("after", after)
                .param("limit", MAX_ROWS_READ)
                .param("searched", MAX_CHARACTERS_SEARCHED)
                .query(Name::of)
                .list();
    }

    private List<Name> names(Request request, long after, ProductStatus status) {
        return read.sql("""
                select number, octet_length(serial_number) + octet_length(product_name)
                    + octet_length(input_image_urls) + coalesce(octet_length(output_image_urls), 0) as bytes,
                    substr(serial_number, 1, :searched) as serial_number,
                    substr(product_name, 1, :searched) as product_name
                from products
                where request = :request and number in
                    (select number from products
                     where request = :request and status = :status and number > :after order by number limit :limit)
                order by number
                """)
                .param("request", request.number())
                .param("status", status.text())
                .param("after", after)
                .param("limit", MAX_ROWS_READ)
                .param("searched", MAX_CHARACTERS_SEARCHED)
                .query(Name::of)
                .list();
    }

    /// Merges one query for each status: with several statuses in one query, a database would sort all
    /// matching products.
    private static <T> List<T> merge(
            Set<ProductStatus> statuses, ToLongFunction<T> number, Function<ProductStatus, List<T>> ofStatus) {
        Stream<T> all = statuses.stream().flatMap(status -> ofStatus.apply(status).stream());
        return all.sorted(Comparator.comparingLong(number)).toList();
    }

    /// A filter for the products of a request.
    ///
    /// @param statuses the accepted statuses; empty for all
    /// @param codes why an image of the product failed, one of these; empty for all
    /// @param text a text contained in the serial number or the product name, ignoring case; blank for all
    public record Filter(Set<ProductStatus> statuses, Set<FailureCode> codes, SearchText text) {
        private static final Set<ProductStatus> WITH_FAILURES =
                Set.of(ProductStatus.PENDING, ProductStatus.PARTIAL, ProductStatus.FAILED);

        public Filter {
            statuses = Set.copyOf(statuses);
            codes = Set.copyOf(codes);
        }

        public Filter(Set<ProductStatus> statuses, String text) {
            this(statuses, Set.of(), text);
        }

        public Filter(Set<ProductStatus> statuses, Set<FailureCode> codes, String text) {
            this(statuses, codes, new SearchText(text.strip()));
        }

        boolean needsSearch() {
            return !text.isEmpty() || !codes.isEmpty();
        }

        /// Products of which every image has succeeded need not be read for a code.
        Set<ProductStatus> searchedStatuses() {
            return statuses.isEmpty() && !codes.isEmpty() ? WITH_FAILURES : statuses;
        }

        boolean matches(String value) {
            return new SearchText(value).contains(text);
        }
    }
}
