package dev.halftone.engine.catalog;

import static dev.halftone.engine.catalog.CatalogFixture.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogWarningsTest {
    @TempDir
    private Path folder;

    private CatalogFixture csv;

    @BeforeEach
    void openFolder() {
        csv = new CatalogFixture(folder);
    }

    @Test
    void ordinaryFileHasNoWarnings() {
        var accepted = csv.accepted(HEADER + "1,Chair,\"https://a/1.jpg,https://a/1.jpg\"\n2,Table,https://a/1.jpg\n");

        assertThat(accepted.warnings()).isEqualTo(new CatalogCheck.Warnings(List.of(), 0));
        assertThat(accepted.rows()).isEqualTo(2);
        assertThat(accepted.images()).isEqualTo(3);
    }

    @Test
    void warnsOfIgnoredColumns() {
        var accepted =
                csv.accepted("Price,S. No.,,Product Name,Image URLs,Output Image URLs\n9,1,,a,https://a/1.jpg,\n");

        assertThat(accepted.warnings().first())
                .containsExactly(
                        new Warning(
                                1,
                                1,
                                Warning.Code.IGNORED_COLUMN,
                                "The column \"Price\" is not used, and is not in the result."),
                        new Warning(
                                1,
                                3,
                                Warning.Code.IGNORED_COLUMN,
                                "The column no. 3 is not used, and is not in the result."),
                        new Warning(
                                1,
                                6,
                                Warning.Code.IGNORED_COLUMN,
                                "The column \"Output Image URLs\" is not used, and is not in the result."));
    }

    @Test
    void acceptsMalformedUrlsWithWarning() {
        var text = HEADER + "1,Chair,https://a/1.jpg\n2,\"two\nlines\",\"not-a-url,https://a/2.jpg,ftp://a/3.jpg\"\n";

        assertThat(csv.warnings(text)).containsExactly("4:3 invalid_url", "4:3 invalid_url");
        assertThat(csv.accepted(text).images()).isEqualTo(4);
        assertThat(csv.accepted(text).warnings().first().getFirst().message())
                .startsWith("\"not-a-url\" is not a usable URL: ")
                .endsWith(" This image will fail; the others are processed.");
    }

    @Test
    void warnsOfRepeatedSerialNumbers() {
        var text = HEADER + "007,Chair,https://a/1.jpg\n7,Table,https://a/1.jpg\n 007 ,Lamp,https://a/1.jpg\n";

        assertThat(csv.warnings(text)).containsExactly("4:1 repeated_serial_number");
    }

    @Test
    void warnsOfGuessedEncodingFirst() {
        var file = csv.write(HEADER + "1,Café,not-a-url https://a/1.jpg\n", Charset.forName("windows-1252"));

        assertThat(csv.accepted(file).warnings().first())
                .extracting(Warning::code)
                .containsExactly(Warning.Code.ASSUMED_WINDOWS_1252, Warning.Code.INVALID_URL);
    }

    @Test
    void listsOneHundredAndCountsAll() {
        var warnings =
                csv.accepted(HEADER + "1,Chair,https://a/1.jpg\n".repeat(301)).warnings();

        assertThat(warnings.count()).isEqualTo(300);
        assertThat(warnings.first()).hasSize(100);
    }
}
