package dev.halftone.engine.catalog;

import static dev.halftone.engine.catalog.CatalogFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogViolationsTest {
    @TempDir
    private Path folder;

    private CatalogFixture csv;

    @BeforeEach
    void openFolder() {
        csv = new CatalogFixture(folder);
    }

    @Test
    void rejectsFileThatIsNotText() {
        assertThat(csv.violations("PK\u0003\u0004")).containsExactly("1:1 not_text");
        assertThat(csv.violations(HEADER + "1,Chair,\0")).containsExactly("2:1 not_text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\r\n \n", ",,\n , ,\n"})
    void rejectsEmptyFile(String text) {
        assertThat(csv.violations(text)).containsExactly("1:1 empty_file");
    }

    @Test
    void rejectsMissingColumns() {
        assertThat(csv.violations("\nSerial Number,Photo\n1,x\n"))
                .containsExactly("2:1 missing_column", "2:1 missing_column");
    }

    @Test
    void rejectsDuplicateColumn() {
        assertThat(csv.violations("Serial Number,Product Name,Image URLs,product-name\n1,a,https://a/1.jpg,b\n"))
                .containsExactly("1:4 duplicate_column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", ",,\n , ,\n"})
    void rejectsFileWithoutRows(String rest) {
        assertThat(csv.violations(HEADER + rest)).containsExactly("1:1 no_rows");
    }

    @Test
    void rejectsRowWithTooFewCells() {
        assertThat(csv.violations(HEADER + "1,Chair,https://a/1.jpg\n2,Table\n"))
                .containsExactly("3:3 wrong_column_count");
    }

    @Test
    void advisesOnWrongColumnCount() {
        assertThat(csv.firstViolationMessage(HEADER + "1,Chair,https://a/1.jpg\n2\n"))
                .isEqualTo("The header has 3 cells, but this row has 1. Add the missing cells. If this line"
                        + " continues a cell of the line above, put that cell in quotes.");
        assertThat(csv.firstViolationMessage("Image URLs;S. No.;Product Name\nhttps://a/1.jpg;1;Chair;blue\n"))
                .isEqualTo(
                        "The header has 3 cells, but this row has 4. Put a cell in quotes if a semicolon occurs in it.");
        assertThat(csv.firstViolationMessage(
                        HEADER + "1,\"Chair,https://a/1.jpg\n2,Table\",https://a/2.jpg\n3,\"Lamp\n\"\n"))
                .isEqualTo(
                        "The header has 3 cells, but this row has 2. A quoted cell makes it reach from line 4 to line 5."
                                + " If these should be several rows, close the quote, or remove it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,Chair,https://a/1.jpg", "1,Chair,https://a/1.jpg,", "1,Chair,https://a/1.jpg,,,"})
    void acceptsRowWithoutTrailingCellsOfUnusedColumns(String row) {
        assertThat(csv.products("Serial Number,Product Name,Input Image URLs,Notes,More\n" + row + "\n"))
                .singleElement()
                .extracting(Product::name)
                .isEqualTo("Chair");
    }

    @Test
    void rejectsExtraCellsIfUrlsAreNotLast() {
        assertThat(csv.violations("Image URLs;S. No.;Product Name\nhttps://a/1.jpg;1;Chair;blue\n"))
                .containsExactly("2:4 wrong_column_count");
    }

    @Test
    void rejectsBlankSerialNumber() {
        assertThat(csv.violations(HEADER + "\u00A0,Chair,https://a/1.jpg\n"))
                .containsExactly("2:1 blank_serial_number");
    }

    @Test
    void rejectsBlankProductName() {
        assertThat(csv.violations(HEADER + "1,\"\",https://a/1.jpg\n")).containsExactly("2:2 blank_product_name");
    }

    @Test
    void rejectsRowWithoutImageUrls() {
        assertThat(csv.violations(HEADER + "1,Chair,https://a/1.jpg\n2,Table,\n3,Lamp,\" , ;\"\n"))
                .containsExactly("3:3 no_image_urls", "4:3 no_image_urls");
    }

    @Test
    void rejectsFileWithoutUsableUrl() {
        assertThat(csv.violations("\nImage URLs,S. No.,Product Name\nnot-a-url,1,Chair\nftp://a/1.jpg,2,Table\n"))
                .containsExactly("2:1 no_usable_url");
        assertThat(csv.firstViolationMessage(HEADER + "1,Chair,not-a-url\n"))
                .isEqualTo(
                        "Not one URL in the column \"Input Image URLs\" is usable. The first cell is \"not-a-url\": the"
                                + " URL does not begin with http:// or https://. An image URL looks like"
                                + " https://shop.example/shoe.jpg.");
        assertThat(csv.firstViolationMessage(HEADER + "1,Chair,\u200Bphoto\u00A01\n"))
                .contains("The first cell is \"<U+200B>photo<U+00A0>1\": ");
    }

    @Test
    void rejectsTooManyRows() {
        var small = new CatalogFixture(folder, new CatalogReader.Limits(2, 1000));
        var row = "1,Chair,https://a/1.jpg\n";

        assertThat(small.violations(HEADER + row + row)).isEmpty();
        assertThat(small.violations(HEADER + row + "\n" + row + row + "4,,\n")).containsExactly("5:1 too_many_rows");
    }

    @Test
    void namesCellByItsHeaderColumn() {
        assertThat(csv.firstViolationMessage("Sr. No.,Product Name,Image URLs\n,Chair,https://a/1.jpg\n"))
                .isEqualTo("This row has no serial number: \"Sr. No.\" is blank. Give every product one.");
    }

    @Test
    void reportsEveryProblem() {
        var text = HEADER + """
                ,,https://a/1.jpg
                2,"two
                lines",
                ,Table,https://a/1.jpg
                4,"Lamp
                3
                5,,https://a/2.jpg
                """;

        assertThat(csv.violations(text))
                .containsExactly(
                        "2:1 blank_serial_number",
                        "2:2 blank_product_name",
                        "4:3 no_image_urls",
                        "5:1 blank_serial_number",
                        "6:2 unbalanced_quote",
                        "7:2 wrong_column_count",
                        "8:2 blank_product_name");
    }

    @Test
    void namesTheOpenQuoteAboveAShortRow() {
        assertThat(csv.violationMessages(HEADER + "1,\"Chair\nblue,https://a/1.jpg\n2,Table,https://a/2.jpg\n"))
                .containsExactly(
                        "The quote that opens the cell for \"Product Name\" is never closed. Close it at the end of the"
                                + " cell, or remove it.",
                        "The header has 3 cells, but this row has 2. It may belong to the quoted cell that begins in line 2.");
    }

    @Test
    void listsOneHundredAndCountsAll() {
        var catalogCheck = csv.check(HEADER + ",Chair,https://a/1.jpg\n".repeat(250));

        assertThat(catalogCheck).isInstanceOfSatisfying(CatalogCheck.Rejected.class, rejected -> {
            assertThat(rejected.violations().count()).isEqualTo(250);
            assertThat(rejected.violations().first()).hasSize(100);
            assertThat(rejected.violations().first().getLast().line()).isEqualTo(101);
        });
    }

    @Test
    void countsLinesInEveryEncoding() {
        var text = "\uFEFF" + HEADER + "1,Stühle,https://a/1.jpg\n,Bänke,https://a/1.jpg\n";

        assertThat(csv.violations(csv.write(text, StandardCharsets.UTF_16BE)))
                .containsExactly("3:1 blank_serial_number");
    }
}
