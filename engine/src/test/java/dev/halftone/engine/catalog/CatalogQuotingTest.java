package dev.halftone.engine.catalog;

import static dev.halftone.engine.catalog.CatalogFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogQuotingTest {
    private static final int LIMIT = 1000;

    @TempDir
    private Path folder;

    private CatalogFixture csv;

    @BeforeEach
    void openFolder() {
        csv = new CatalogFixture(folder, new CatalogReader.Limits(1_000_000, LIMIT));
    }

    @Test
    void dropsBlanksAroundQuotedCell() {
        var products = csv.products(HEADER + "1, \"Chair, blue\" ,\t\"https://a/1.jpg, https://a/2.jpg\" \n");

        assertThat(products).singleElement().satisfies(product -> {
            assertThat(product.name()).isEqualTo("Chair, blue");
            assertThat(product.images()).hasSize(2);
        });
    }

    @Test
    void keepsQuoteInUnquotedCell() {
        var products = csv.products(HEADER + "1,27\" monitor,https://a/1.jpg\n");

        assertThat(products.getFirst().name()).isEqualTo("27\" monitor");
    }

    @Test
    void readsDoubledQuoteAsOne() {
        var products = csv.products(HEADER + "1,\"27\"\" monitor\",https://a/1.jpg\n");

        assertThat(products.getFirst().name()).isEqualTo("27\" monitor");
    }

    @Test
    void rejectsTextAfterClosingQuote() {
        assertThat(csv.violations(HEADER + "1,Chair,\"https://a/1.jpg\" trailing\n"))
                .containsExactly("2:3 unbalanced_quote");
        assertThat(csv.firstViolationMessage(HEADER + "1,\"27\" monitor\",https://a/1.jpg\n"))
                .isEqualTo("In the cell for \"Product Name\", text follows the closing quote. Write a quote that"
                        + " belongs to the text twice (\"\"), and put the closing quote at the end of the cell.");
    }

    @Test
    void reportsUnclosedQuoteWhereItOpens() {
        var text = HEADER + "1,\"two\nlines\",https://a/1.jpg\n2,Table,\"https://a/1.jpg\n3,Lamp,https://a/1.jpg\n";

        assertThat(csv.violations(text)).containsExactly("4:3 unbalanced_quote");
        assertThat(csv.firstViolationMessage(text))
                .isEqualTo("The quote that opens the cell for \"Input Image URLs\" is never closed. Close it at the end"
                        + " of the cell, or remove it.");
    }

    @Test
    void reportsQuoteThatSwallowsNextCell() {
        var text = HEADER + "1,\"Chair,https://a/1.jpg\n2,\"Table\",https://a/1.jpg\n,Lamp,https://a/1.jpg\n";

        assertThat(csv.violations(text)).containsExactly("2:2 unbalanced_quote", "4:1 blank_serial_number");
    }

    @Test
    void reportsEveryLineWithWrongQuote() {
        var text = HEADER + "1,\"a\"b,https://a/1.jpg\n".repeat(40);

        assertThat(csv.violations(text)).hasSize(40).contains("2:2 unbalanced_quote", "41:2 unbalanced_quote");
    }

    @Test
    void stopsReportingWrongQuotesEventually() {
        var catalogCheck = csv.check(HEADER + "1,\"a\"b,https://a/1.jpg\n".repeat(3_000));

        assertThat(catalogCheck)
                .isInstanceOfSatisfying(
                        CatalogCheck.Rejected.class,
                        rejected -> assertThat(rejected.violations().count()).isEqualTo(101));
    }

    @Test
    void doesNotBufferLongFileAfterUnclosedQuote() {
        var text = HEADER + "1,\"Chair,https://a/1.jpg\n" + "2,Table,https://a/1.jpg\n".repeat(20_000) + ",Lamp,x\n";

        assertThat(csv.violations(text)).containsExactly("2:2 unbalanced_quote", "20003:1 blank_serial_number");
    }

    @Test
    void acceptsCellAtTheLimit() {
        assertThat(csv.violations(row("x".repeat(LIMIT)))).isEmpty();
        assertThat(csv.violations(row("\"" + "\"\"".repeat(LIMIT) + "\""))).isEmpty();
    }

    @Test
    void rejectsLongCellAndQuotesItsStart() {
        assertThat(csv.violations(row("x".repeat(LIMIT + 1)) + ",Lamp,https://a/1.jpg\n"))
                .containsExactly("2:2 field_too_long", "3:1 blank_serial_number");
        assertThat(csv.firstViolationMessage(row("x".repeat(LIMIT + 1))))
                .startsWith("The cell for \"Product Name\" has more than the 1000 characters that a cell may have")
                .endsWith("It begins \"" + "x".repeat(80) + "…\"");
    }

    @Test
    void rejectsVeryLongCellWithoutReadingAll() {
        assertThat(csv.violations(row("x".repeat(100 * LIMIT)) + ",Lamp,https://a/1.jpg\n"))
                .containsExactly("2:2 field_too_long", "3:1 blank_serial_number");
        assertThat(csv.violations(row("\"" + "x\"\"".repeat(100 * LIMIT) + "\"") + ",Lamp,https://a/1.jpg\n"))
                .containsExactly("2:2 field_too_long", "3:1 blank_serial_number");
    }

    @Test
    void countsAllUrlCellsTowardsTheLimit() {
        var text = HEADER + "1,Chair" + ",https://a.example/1.jpg".repeat(LIMIT) + "\n";

        assertThat(csv.violations(text)).containsExactly("2:3 field_too_long");
    }

    @Test
    void acceptsLimitOfOneCharacter() {
        var strict = new CatalogFixture(folder, new CatalogReader.Limits(10, 20));

        assertThat(strict.violations(HEADER + "1,Chair,https://a/1.jpg\n")).isEmpty();
        assertThat(strict.violations(HEADER + "1,Chair,https://a/1.jpg,https://a/2.jpg\n"))
                .containsExactly("2:3 field_too_long");
    }

    @Test
    void doesNotLimitCellsOfUnusedColumns() {
        var header = "Note,S. No.,Product Name,Image URLs\n";

        assertThat(csv.violations(header + "x".repeat(1000 * LIMIT) + ",1,Chair,https://a/1.jpg\n"))
                .isEmpty();
        assertThat(csv.violations(header + '"' + "x,\n".repeat(1000 * LIMIT) + "\",1,Chair,https://a/1.jpg\n"))
                .isEmpty();
    }

    @Test
    void rejectsEndlessCellOfUnusedColumn() {
        var text = "Note,S. No.,Product Name,Image URLs\n" + "x".repeat(10_000 * LIMIT) + ",1,Chair,https://a/1.jpg\n";

        assertThat(csv.violations(text)).containsExactly("2:1 field_too_long");
        assertThat(csv.firstViolationMessage(text)).contains("more than the 4194304 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Classic\" mug",
                "\"Classic mug",
                "\"",
                "\"a\"b\"",
                "\"5\" x 7\" print\" ",
                "\"\"Classic\"\" mug",
                "a \"b\""
            })
    void quoteInTabSeparatedFileIsACharacterUnlessItEncloses(String name) {
        var header = "Serial Number\tProduct Name\tImage URLs\n";

        var products = csv.products(header + "1\t" + name + "\thttps://a/1.jpg\n2\t\"Mug\"\t\"https://a/2.jpg\"\n");

        assertThat(products).extracting(Product::name).containsExactly(name, "Mug");
        assertThat(products).extracting(Product::line).containsExactly(2L, 3L);
    }

    @Test
    void quotesOfOneCellDoNotHideTheNext() {
        var header = "Serial Number\tProduct Name\tImage URLs\n";

        var products = csv.products(header + "1\t\"A\" mug\t\"https://a/1.jpg\",\"https://a/2.jpg\"\n"
                + "2\t\"B mug\t\"https://a/3.jpg\"\n3\tLamp 5\"\thttps://a/4.jpg\n4\t\"C\" mug\"\thttps://a/5.jpg\n");

        assertThat(products)
                .extracting(Product::name)
                .containsExactly("\"A\" mug", "\"B mug", "Lamp 5\"", "\"C\" mug\"");
        assertThat(products).flatExtracting(Product::images).hasSize(5);
    }

    @Test
    void quotesEncloseCellsInTabSeparatedFileToo() {
        var header = "Serial Number\tProduct Name\tImage URLs\n";

        var products = csv.products(header + "1\t\"27\"\" set\nof two\" \t\"https://a/1.jpg\",\"https://a/2.jpg\"\n"
                + "2\t\"a\tb\"\thttps://a/3.jpg");

        assertThat(products).extracting(Product::name).containsExactly("27\" set\nof two", "a\tb");
        assertThat(products.getFirst().images()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_150, 8_190, 8_191, 8_192, 16_380, 16_384, 100_000})
    void quotesAcrossBlocksOfTabSeparatedFile(int length) {
        var wide = new CatalogFixture(folder);
        var name = "x".repeat(length);

        var products = wide.products("Serial Number\tProduct Name\tImage URLs\n1\t\"" + name
                + "\" y\thttps://a/1.jpg\n2\t\"" + name + "\"\thttps://a/2.jpg\n");

        assertThat(products).extracting(Product::name).containsExactly('"' + name + "\" y", name);
    }

    @Test
    void rejectsEndlessRowOfBlanks() {
        assertThat(csv.violations(HEADER + " ".repeat(100 * LIMIT) + "\n1,Chair,https://a/1.jpg\n"))
                .containsExactly("2:1 field_too_long");
    }

    private static String row(String name) {
        return HEADER + "1," + name + ",https://a/1.jpg\n";
    }
}
