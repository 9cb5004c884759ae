package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.request.SourceUrl;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageNumberingTest {
    private static final Product CHAIR = product(1, "http://a/1.jpg", "http://a/2.jpg", "http://a/1.jpg");
    private static final Product LAMP = product(2, "http://a/3.jpg", "http://a/2.jpg");
    private static final Product MUG = product(3, "http://a/3.jpg");

    @Test
    void numbersUrlByFirstOccurrence() {
        var numbered = numbered(CHAIR, LAMP, MUG);

        assertThat(numbered)
                .extracting(ProductBatch.NumberedProduct::images)
                .containsExactly(List.of(1L, 2L, 1L), List.of(4L, 2L), List.of(4L));
    }

    @Test
    void findsNewImagesOfBatch() {
        var numbered = numbered(CHAIR, LAMP, MUG);

        var first = new ProductBatch(numbered.subList(0, 1));
        var second = new ProductBatch(numbered.subList(1, 3));

        assertThat(first.newImages()).containsExactly(1L, 2L);
        assertThat(first.rowsWithEarlierImages()).isEmpty();
        assertThat(second.newImages()).containsExactly(4L);
        assertThat(second.rowsWithEarlierImages()).containsExactly(2L);
        assertThat(second.firstRow()).isEqualTo(2);
        assertThat(second.lastRow()).isEqualTo(3);
    }

    private static List<ProductBatch.NumberedProduct> numbered(Product... products) {
        var imageNumbering = new ImageNumbering(6);
        return Stream.of(products).map(imageNumbering::next).toList();
    }

    private static Product product(long row, String... urls) {
        return Product.of(row, "1", "Chair", Stream.of(urls).map(SourceUrl::new).toList());
    }
}
