package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines above the header: a title, and the line `sep=;` with which Excel declares the delimiter.
class LinesAboveHeaderTest {
    private static final String TABLE = """
            Serial Number;Product Name;Input Image URLs
            1;Chair;https://a.example/1.jpg
            2;Lamp;nonsense
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sep=;\n", "sep=;\r\n", "sep=;\r", "SEP=;\r\n", "\"sep=;\"\r\n", "sep=^\r\n"})
    void isNotARow(String line) {
        var csv = new CatalogFixture(folder);

        var products = csv.products(line + TABLE);

        assertThat(products)
                .extracting(Product::row, Product::line, Product::serialNumber)
                .containsExactly(tuple(1L, 3L, "1"), tuple(2L, 4L, "2"));
    }

    @Test
    void countsForWhereSomethingIs() {
        var csv = new CatalogFixture(folder);

        var accepted = csv.accepted(csv.write("sep=;\r\n" + TABLE));

        assertThat(accepted.rows()).isEqualTo(2);
        assertThat(accepted.warnings().first())
                .extracting(Warning::line, Warning::code)
                .containsExactly(tuple(1L, Warning.Code.SKIPPED_LINE), tuple(4L, Warning.Code.INVALID_URL));
    }

    @Test
    void overridesWhatTheHeaderSuggests() {
        var csv = new CatalogFixture(folder);

        var products =
                csv.products("sep=,\n\"Serial Number\",Product Name,Input Image URLs,a;b;c;d\n1,Chair,http://a,\n");

        assertThat(products).singleElement().extracting(Product::name).isEqualTo("Chair");
    }

    @Test
    void isFoundInEveryEncoding() {
        var csv = new CatalogFixture(folder);

        var accepted = csv.accepted(csv.write("\uFEFFsep=;\r\n" + TABLE, StandardCharsets.UTF_16LE));

        assertThat(accepted.rows()).isEqualTo(2);
    }

    @Test
    void isNotATableAlone() {
        var csv = new CatalogFixture(folder);

        var catalogCheck = csv.check("sep=;\r\n");

        assertThat(catalogCheck)
                .isInstanceOfSatisfying(
                        CatalogCheck.Rejected.class,
                        rejected -> assertThat(rejected.violations().first())
                                .extracting(Violation::code)
                                .containsExactly(Violation.Code.EMPTY_FILE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Product list 2026;;\n",
                "Table 1\n",
                "\n",
                "Prices, photos | and \"more\"\nof 2026\n",
                "\"A 24\" title\n",
                "sep=;\nTable 1\n\n",
                "Table 1\nsep=;\n",
                "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n",
                "Serial Number;of the list\n"
            })
    void areSkippedEachWithWarning(String above) {
        var csv = new CatalogFixture(folder);

        var accepted = csv.accepted(above + TABLE);
        var products = csv.products(above + TABLE);

        long lines = above.lines().count();
        assertThat(products).extracting(Product::line).containsExactly(lines + 2, lines + 3);
        assertThat(accepted.warnings().first())
                .filteredOn(warning -> warning.code() == Warning.Code.SKIPPED_LINE)
                .hasSize((int) lines);
    }

    @Test
    void areAtMostTen() {
        var csv = new CatalogFixture(folder);

        assertThat(csv.violations("x\n".repeat(11) + TABLE)).hasSize(3).contains("1:1 missing_column");
    }

    @Test
    void leaveTheHeaderToBeNamedInViolations() {
        var csv = new CatalogFixture(folder);

        assertThat(csv.violations("Product list\nSerial Number,Title,Image URLs\n1,Chair,https://a/1.jpg\n"))
                .containsExactly("2:1 missing_column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Serial Number;Product Name;Input Image URLs", "s.no;PRODUCT NAME;image url"})
    void headerRepeatedAmongRowsIsSkipped(String header) {
        var csv = new CatalogFixture(folder);
        var text = TABLE + header + "\n3;Table;https://a.example/3.jpg\n";

        assertThat(csv.products(text)).extracting(Product::row, Product::line).endsWith(tuple(3L, 5L));
        assertThat(csv.warnings(text)).containsExactly("3:3 invalid_url", "4:1 skipped_line");
    }

    @Test
    void blankLinesAmongRowsAreSkippedWithOneWarning() {
        var csv = new CatalogFixture(folder);
        var text = TABLE + "\n;;\n\n3;Table;https://a.example/3.jpg\n\n\n";

        assertThat(csv.warnings(text)).containsExactly("3:3 invalid_url", "4:1 skipped_line");
    }
}
