package dev.halftone.engine.ledger;

import dev.halftone.engine.ledger.ImageReferences.Reference;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.Request;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads the products of a request in pages by key. The last page costs as much as the first, and no connection is
/// held while a slow client reads.
public final class Products {
    /// A cell may be as long as `--max-field-chars`, and a page is in memory as a whole, for each client that reads
    /// one.
    private static final long MAX_PAGE_BYTES = 1 << 20;

    private final JdbcClient read;

    private final ImageReferences imageReferences;

    Products(JdbcClient read) {
        this.read = read;
        this.imageReferences = new ImageReferences(read);
    }

    /// The current state of a product.
    ///
    /// @param outputImageUrls one entry for each input URL, joined by commas; absent until the product is
    /// complete
    public record Row(
            long number,
            String serialNumber,
            String productName,
            String inputImageUrls,
            Optional<String> outputImageUrls,
            ProductStatus status) {}

    /// A product that may stand on a page.
    ///
    /// @param bytes how long its cells are
    record Candidate(long number, long bytes) {

        /// The numbers of the first candidates: at most `limit`, with cells of at most [#MAX_PAGE_BYTES] together,
        /// but at least one.
        static List<Long> page(List<Candidate> candidates, int limit) {
            var page = new ArrayList<Long>();
            var bytes = 0L;
            for (var candidate : candidates) {
                bytes += candidate.bytes;
                if (page.size() == limit || (bytes > MAX_PAGE_BYTES && !page.isEmpty())) break;
                page.add(candidate.number);
            }
            return page;
        }

        static Candidate of(ResultSet row, int index) throws SQLException {
            return new Candidate(row.getLong("number"), row.getLong("bytes"));
        }
    }

    /// A page of products after number `after`, in CSV order: at most `limit`, and fewer where cells are long. There
    /// are no more only if the page is empty.
    public List<Row> after(Request request, long after, int limit) {
        var page = Candidate.page(candidates(request, after, limit), limit);
        if (page.isEmpty()) return List.of();
        return read.sql("""
                select number, serial_number, product_name, input_image_urls, output_image_urls, status from products
                where request = :request and number > :after and number <= :last order by number
                """)
                .param("request", request.number())
                .param("after", after)
                .param("last", page.getLast())
                .query(Products::row)
                .list();
    }

    /// Does the same for one status.
    public List<Row> after(Request request, long after, int limit, ProductStatus status) {
        return of(request, Candidate.page(candidates(request, after, limit, status), limit));
    }

    /// The first `limit` products after number `after`. No cell is read, however long.
    List<Candidate> candidates(Request request, long after, int limit) {
        return read.sql("""
                select number, octet_length(serial_number) + octet_length(product_name)
                    + octet_length(input_image_urls) + coalesce(octet_length(output_image_urls), 0) as bytes
                from products where request = :request and number > :after order by number limit :limit
                """)
                .param("request", request.number())
                .param("after", after)
                .param("limit", limit)
                .query(Candidate::of)
                .list();
    }

    /// Does the same for one status.
    ///
    /// The subquery selects the numbers first. Without it, SQLite would read all products in order until
    /// enough of them have the status, and few may have it.
    List<Candidate> candidates(Request request, long after, int limit, ProductStatus status) {
        return read.sql("""
                select number, octet_length(serial_number) + octet_length(product_name)
                    + octet_length(input_image_urls) + coalesce(octet_length(output_image_urls), 0) as bytes
                from products where request = :request and number in
                    (select number from products
                     where request = :request and status = :status and number > :after order by number limit :limit)
                order by number
                """)
                .param("request", request.number())
                .param("status", status.text())
                .param("after", after)
                .param("limit", limit)
                .query(Candidate::of)
                .list();
    }

    /// The products with these numbers, in CSV order.
    public List<Row> of(Request request, List<Long> numbers) {
        if (numbers.isEmpty()) return List.of();
        return read.sql("""
                select number, serial_number, product_name, input_image_urls, output_image_urls, status from products
                where request = :request and number in (:numbers) order by number
                """)
                .param("request", request.number())
                .param("numbers", numbers)
                .query(Products::row)
                .list();
    }

    /// One place of a product and its image.
    public record Place(long product, int position, ImageRow image) {}

    /// The images of these products by product, in the order of their places.
    public Map<Long, List<Place>> images(Request request, List<Row> products) {
        var places =
                imageReferences.of(request, products.stream().map(Row::number).toList());
        var images = images(request, places.stream().map(Reference::image).toList());
        return places.stream()
                // An image may have been purged between the two statements.
                .flatMap(place -> Stream.ofNullable(images.get(place.image()))
                        .map(image -> new Place(place.product(), place.position(), image)))
                .collect(Collectors.groupingBy(Place::product));
    }

    private Map<Long, ImageRow> images(Request request, Collection<Long> numbers) {
        return ImageReferences.IdPages.of(numbers)
                .pages()
                .flatMap(page -> imagesOfPage(request, page).stream())
                .collect(Collectors.toMap(ImageRow::number, image -> image));
    }

    private List<ImageRow> imagesOfPage(Request request, List<Long> numbers) {
        return read.sql("""
                select number, url, fetch_url, status, attempts, code, message, file_name, bytes_in, bytes_out, width,
                    height, reused, content_digest, etag, last_modified, validated_url_digest
                from images where request = :request and number in (:numbers)
                """)
                .param("request", request.number())
                .param("numbers", numbers)
                .query((row, index) -> ImageRow.of(row))
                .list();
    }

    private static Row row(ResultSet row, int index) throws SQLException {
        return new Row(
                row.getLong("number"),
                row.getString("serial_number"),
                row.getString("product_name"),
                row.getString("input_image_urls"),
                Ledger.Columns.text(row, "output_image_urls"),
                ProductStatus.of(row.getString("status")));
    }
}
