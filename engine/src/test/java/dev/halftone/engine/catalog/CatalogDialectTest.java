package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.halftone.engine.request.SourceUrl;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One table, in everything that may hold it.
class CatalogDialectTest {
    private static final String TABLE = """
            Input Image URLs~Serial Number~Product Name
            "https://a.example/1.jpg,https://a.example/w_1,h_1/2.jpg"~007~"Stühle, ""blau"";|	rot"
            https://a.example/3.jpg~08~"Zwei
            Zeilen"

            ~~
            https://a.example/4.jpg~9~Café
            """;

    @TempDir
    private Path folder;

    enum TextEncoding {
        UTF_8("UTF-8", ""),
        UTF_8_WITH_MARK("UTF-8", "\uFEFF"),
        UTF_16LE("UTF-16LE", "\uFEFF"),
        UTF_16BE("UTF-16BE", "\uFEFF"),
        WINDOWS_1252("windows-1252", "");

        private final String charset;
        private final String byteOrderMark;

        TextEncoding(String charset, String mark) {
            this.charset = charset;
            this.byteOrderMark = mark;
        }

        byte[] bytes(String text) {
            return (byteOrderMark + text).getBytes(Charset.forName(charset));
        }
    }

    static Stream<Arguments> allDialects() {
        return Stream.of(Delimiter.values())
                .flatMap(delimiter -> Stream.of(TextEncoding.values())
                        .flatMap(form ->
                                Stream.of("\n", "\r\n", "\r").map(lineEnd -> Arguments.of(delimiter, form, lineEnd))));
    }

    @ParameterizedTest
    @MethodSource("allDialects")
    void readsSameTableInEveryDialect(Delimiter delimiter, TextEncoding form, String lineEnd) {
        var csv = new CatalogFixture(folder);
        var file = csv.write(form.bytes(table(delimiter, lineEnd)));

        var accepted = csv.accepted(file);
        var products = csv.products(file);

        assertThat(accepted.rows()).isEqualTo(3);
        assertThat(accepted.images()).isEqualTo(4);
        assertThat(products)
                .extracting(Product::line, Product::serialNumber, Product::name, Product::urls)
                .containsExactly(
                        tuple(
                                2L,
                                "007",
                                "Stühle, \"blau\";|\trot",
                                urls("https://a.example/1.jpg", "https://a.example/w_1,h_1/2.jpg")),
                        tuple(3L, "08", "Zwei" + lineEnd + "Zeilen", urls("https://a.example/3.jpg")),
                        tuple(7L, "9", "Café", urls("https://a.example/4.jpg")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void acceptsLastLineWithoutLineBreak(String lineEnd) {
        var csv = new CatalogFixture(folder);

        var products = csv.products(table(Delimiter.COMMA, lineEnd).stripTrailing());

        assertThat(products).hasSize(3);
    }

    private static String table(Delimiter delimiter, String lineEnd) {
        return TABLE.replace('~', delimiter.character()).replace("\n", lineEnd);
    }

    private static List<SourceUrl> urls(String... urls) {
        return Stream.of(urls).map(SourceUrl::new).toList();
    }
}
