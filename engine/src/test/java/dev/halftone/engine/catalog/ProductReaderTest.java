package dev.halftone.engine.catalog;

import static dev.halftone.engine.catalog.CatalogFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.halftone.engine.request.SourceUrl;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductReaderTest {
    private static final int MANY = 200_000;

    @TempDir
    private Path folder;

    private CatalogFixture csv;

    @BeforeEach
    void openFolder() {
        csv = new CatalogFixture(folder);
    }

    @Test
    void keepsTextUnchanged() {
        var products = csv.products(HEADER + " 00012345678901234567890 , Chair\t,https://a/1.jpg\n");

        assertThat(products)
                .extracting(Product::line, Product::serialNumber, Product::name, Product::writtenUrls)
                .containsExactly(tuple(2L, " 00012345678901234567890 ", " Chair\t", List.of("https://a/1.jpg")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,Chair,https://a/1.jpg,https://a/2.jpg", "1,Chair,https://a/1.jpg, https://a/2.jpg ,,",
                "1,Chair,\"https://a/1.jpg\",\"https://a/2.jpg\"", "1,Chair,,https://a/1.jpg,https://a/2.jpg"
            })
    void anUnquotedListOfUrlsIsOneCell(String row) {
        var products = csv.products(HEADER + row + "\n");

        assertThat(products)
                .singleElement()
                .extracting(Product::urls)
                .isEqualTo(List.of(new SourceUrl("https://a/1.jpg"), new SourceUrl("https://a/2.jpg")));
    }

    @Test
    void acceptsUnquotedUrlListWithAnyDelimiter() {
        var products =
                csv.products("S. No.;Product Name;Image URLs\n1;Chair;https://a/w_1,h_1/1.jpg;https://a/2.jpg\n");

        assertThat(products.getFirst().urls())
                .containsExactly(new SourceUrl("https://a/w_1,h_1/1.jpg"), new SourceUrl("https://a/2.jpg"));
    }

    @Test
    void ignoresBlankCellsBeyondHeader() {
        var products = csv.products("Image URLs,S. No.,Product Name\nhttps://a/1.jpg,1,Chair,, \n");

        assertThat(products).hasSize(1);
    }

    @Test
    void skipsBlankLinesWithoutCountingThem() {
        var products = csv.products(HEADER + "\n1,a,https://a/1.jpg\n,,\n \n\"\",\t,\n2,b,https://a/1.jpg\n");

        assertThat(products).extracting(Product::row).containsExactly(1L, 2L);
        assertThat(products).extracting(Product::line).containsExactly(3L, 7L);
    }

    @Test
    void throwsAfterLastProduct() throws IOException {
        var file = csv.write(HEADER + "1,a,https://a/1.jpg\n");
        try (var products = new CatalogReader(CatalogReader.Limits.defaults()).products(file)) {
            products.next();

            assertThat(products.hasNext()).isFalse();
            assertThatThrownBy(products::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void refusesToReadRejectedFile() {
        assertThatThrownBy(() -> csv.products("nothing\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MISSING_COLUMN");
        assertThatThrownBy(() -> csv.products(HEADER + "1,\"a\"b,https://a/1.jpg\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("UNBALANCED_QUOTE");
    }

    @Test
    void readsManyRowsAsChecked() throws IOException {
        var file = folder.resolve("many.csv");
        try (var text = Files.newBufferedWriter(file)) {
            text.write(HEADER);
            for (int i = 0; i < MANY; i++) writeRow(text, i);
        }

        var accepted = csv.accepted(file);

        assertThat(accepted.rows()).isEqualTo(MANY);
        assertThat(accepted.images()).isEqualTo(2 * MANY);
        assertThat(accepted.warnings().count()).isZero();
        try (var products = new CatalogReader(CatalogReader.Limits.defaults()).products(file)) {
            long images = 0;
            long row = 0;
            while (products.hasNext()) {
                var product = products.next();
                assertThat(product.row()).isEqualTo(++row);
                assertThat(product.line()).isEqualTo(row + 1);
                images += product.images().size();
            }
            assertThat(images).isEqualTo(accepted.images());
        }
    }

    @Test
    void readsBackAnyValidCsv() {
        var random = new Random(20);
        for (int round = 0; round < 300; round++) {
            var table = table(random);
            var file = csv.write(written(table, random));

            var products = csv.products(file);

            assertThat(products)
                    .extracting(Product::serialNumber, Product::name, product -> joined(product.urls()))
                    .isEqualTo(table.stream().map(row -> tuple(row.toArray())).toList());
            assertThat(csv.accepted(file).rows()).isEqualTo(products.size());
        }
    }

    private static void writeRow(BufferedWriter text, int i) throws IOException {
        text.write("SKU-" + i + ",Stuhl №" + i + ",\"https://a/" + i + "_1.jpg,https://a/" + i + "_2.jpg\"\n");
    }

    private static List<List<String>> table(Random random) {
        var table = new ArrayList<List<String>>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            var urls = random.ints(1 + random.nextInt(3), 0, 1000)
                    .mapToObj(n -> "https://a.example/w_1,h_2;3/" + n + ".jpg")
                    .collect(Collectors.joining(","));
            table.add(List.of("n" + text(random), "n" + text(random), urls));
        }
        return table;
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(12), 0, 14)
                .mapToObj(i -> "ab,;|\"\t\n\r é椅🪑".substring(i, i + 1))
                .collect(Collectors.joining())
                .replaceAll("\\p{Cs}", "x");
    }

    private static String written(List<List<String>> table, Random random) {
        // In a tab-separated file, a cell cannot have both tabs and line breaks.
        var hasTabs = table.stream().flatMap(List::stream).anyMatch(cell -> cell.indexOf('\t') >= 0);
        var delimiter = ",;|\t".charAt(random.nextInt(hasTabs ? 3 : 4));
        var lineEnd = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        var text = new StringBuilder(HEADER.strip().replace(',', delimiter)).append(lineEnd);
        for (var row : table) {
            text.append(row.stream()
                            .map(cell -> "\"" + cell.replace("\"", "\"\"") + "\"")
                            .collect(Collectors.joining("" + delimiter)))
                    .append(lineEnd);
        }
        return text.toString();
    }

    private static String joined(List<SourceUrl> urls) {
        return urls.stream().map(SourceUrl::text).collect(Collectors.joining(","));
    }
}
