package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.halftone.engine.request.CatalogOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HeaderResultTest {
    private static final ColumnFinder AUTO = ColumnFinder.of(CatalogOptions.defaults());

    @ParameterizedTest
    @EnumSource(Delimiter.class)
    void findsTheDelimiter(Delimiter delimiter) {
        var text = "Serial Number,Product Name,Input Image URLs\n1,Chair,x\n".replace(',', delimiter.character());

        assertThat(header(text).delimiter()).isEqualTo(delimiter);
    }

    @ParameterizedTest
    @EnumSource(Delimiter.class)
    void ignoresOtherDelimitersInQuotedNames(Delimiter delimiter) {
        var text = "\"a,b;c|d\te\"~\"Product Name\"~\"S. No.\"~Image URLs~\"f,g;h|i\tj\"\n"
                .replace('~', delimiter.character());

        var header = header(text);

        assertThat(header.delimiter()).isEqualTo(delimiter);
        assertThat(header.names()).hasSize(5).startsWith("a,b;c|d\te").endsWith("f,g;h|i\tj");
    }

    @Test
    void findsTheColumnsInAnyOrder() {
        var header = header("Image URLs,Price,s_no,PRODUCT NAME");

        assertThat(header.columns().images().getFirst().position()).isEqualTo(0);
        assertThat(header.columns().ids().getFirst()).isEqualTo(2);
        assertThat(header.columns().name()).contains(3);
        assertThat(header.urlsAreLast()).isFalse();
    }

    @Test
    void skipsBlankLinesBeforeIt() {
        var header = header("\n \n,,\r\nSerial Number,Product Name,Input Image URLs\n");

        assertThat(header.line()).isEqualTo(4);
    }

    @Test
    void dropsTrailingBlankCells() {
        var header = header("Serial Number,Product Name,Input Image URLs,, ,\n");

        assertThat(header.width()).isEqualTo(3);
        assertThat(header.urlsAreLast()).isTrue();
    }

    @Test
    void endsAtEndOfFile() {
        assertThat(header("Serial Number,Product Name,Input Image URLs").width())
                .isEqualTo(3);
    }

    @Test
    void reportsMissingColumnsAndExistingOnes() {
        var violations = violations("Serial Number,Title,Photo\n");

        assertThat(violations)
                .extracting(Violation::code)
                .containsExactly(Violation.Code.MISSING_COLUMN, Violation.Code.MISSING_COLUMN);
        assertThat(violations.getFirst().message())
                .isEqualTo("The header has no column \"Product Name\". It has \"Serial Number\", \"Title\", \"Photo\"."
                        + " Give the column that holds it the name \"Product Name\".");
    }

    @Test
    void truncatesLongListOfNames() {
        var violations = violations("c,".repeat(13) + "c\n");

        assertThat(violations.getFirst().message()).contains("\"c\", \"c\" and 4 more.");
    }

    @Test
    void locatesSecondOfDuplicateColumns() {
        var violations = violations("S. No.,Product Name,Image URLs,Serial Number\n");

        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.code()).isEqualTo(Violation.Code.DUPLICATE_COLUMN);
            assertThat(violation.column()).isEqualTo(4);
            assertThat(violation.message()).contains("\"S. No.\", \"Serial Number\"");
        });
    }

    @Test
    void locatesCellWithUnclosedQuote() {
        var violations = violations("Serial Number,\"Product Name,Input Image URLs\n1,Chair,https://a/1.jpg\n");

        assertThat(violations)
                .extracting(Violation::line, Violation::column, Violation::code)
                .containsExactly(tuple(1L, 2, Violation.Code.UNBALANCED_QUOTE));
    }

    private static HeaderResult.Header header(String text) {
        return switch (HeaderResult.read(text, AUTO)) {
            case HeaderResult.Header header -> header;
            case HeaderResult.Faulty faulty -> throw new AssertionError(faulty);
        };
    }

    private static List<Violation> violations(String text) {
        return switch (HeaderResult.read(text, AUTO)) {
            case HeaderResult.Header header -> throw new AssertionError(header);
            case HeaderResult.Faulty(var _, var violations) -> violations;
        };
    }
}
