package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The line `sep=;` that Excel takes for what it is.
class SepLineTest {
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
                .containsExactly(tuple(4L, Warning.Code.INVALID_URL));
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

    @Test
    void isNotFoundInOtherText() {
        assertThat(Delimiter.SepLine.of("Serial Number;sep=;\n")).isEmpty();
        assertThat(Delimiter.SepLine.of("sep=;;\n")).isEmpty();
        assertThat(Delimiter.SepLine.of("sep=\n")).isEmpty();
    }
}
