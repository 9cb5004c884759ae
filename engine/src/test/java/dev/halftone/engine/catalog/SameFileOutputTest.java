package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.LayoutFiles.Dialect;
import dev.halftone.engine.catalog.LayoutFiles.Export;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.CatalogOptions.ChosenColumns;
import dev.halftone.engine.request.CatalogOptions.FailedPlaces;
import dev.halftone.engine.request.CatalogOptions.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// An uploaded file comes back as it was, except for the URLs of its images.
class SameFileOutputTest {
    private static final int ROUNDS = 60;

    @TempDir
    private Path folder;

    private CatalogFixture files;
    private final CatalogReader catalog = new CatalogReader(CatalogReader.Limits.defaults());

    @BeforeEach
    void openFolder() {
        files = new CatalogFixture(folder);
    }

    static Stream<Export> exports() {
        return LayoutFiles.exports();
    }

    @ParameterizedTest
    @MethodSource("exports")
    void replacesTheUrlsOfEveryExport(Export export) throws IOException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var dialect = Dialect.random(random);
            var tables = LayoutFiles.tables(export, 1 + random.nextInt(8), random);
            var encoding = TextForm.random(random);
            var file = files.write(encoding.bytes(dialect.write(tables.before(), new Random(seed))));
            var options = CatalogOptions.defaults().withCharset(encoding.declared());

            var check = catalog.check(file, options);
            var output = output(file, options, tables.newUrls());

            assertThat(check).isInstanceOf(CatalogCheck.Accepted.class);
            assertThat(((CatalogCheck.Accepted) check).summary().layout()).contains(export.layout());
            assertThat(output)
                    .as("seed %d, %s, %s", seed, dialect, encoding)
                    .isEqualTo(encoding.bytes(dialect.write(tables.after(), new Random(seed))));
        }
    }

    /// Texts of files in their encoding.
    private record TextForm(Charset charset, boolean hasMark) {
        static TextForm random(Random random) {
            return List.of(
                            new TextForm(StandardCharsets.UTF_8, false),
                            new TextForm(StandardCharsets.UTF_8, true),
                            new TextForm(StandardCharsets.UTF_16LE, true),
                            new TextForm(StandardCharsets.UTF_16BE, true),
                            new TextForm(Charset.forName("windows-1252"), false),
                            new TextForm(Charset.forName("ISO-8859-15"), false),
                            new TextForm(Charset.forName("windows-1251"), false),
                            new TextForm(Charset.forName("Shift_JIS"), false),
                            new TextForm(Charset.forName("GB18030"), false))
                    .get(random.nextInt(7));
        }

        Optional<Charset> declared() {
            return hasMark || charset.equals(StandardCharsets.UTF_8) ? Optional.empty() : Optional.of(charset);
        }

        byte[] bytes(String text) {
            return ((hasMark ? "\uFEFF" : "") + text).getBytes(charset);
        }
    }

    @Test
    void keepsBytesThatAreNotOfTheEncoding() throws IOException {
        var row = "mug,Größe \u00E4,\u00FC https://a/%d.jpg\n";
        var bytes = ("Handle,Title,Image Src\n" + row.formatted(1) + row.formatted(2)).getBytes(StandardCharsets.UTF_8);
        // The first letters of two cells are no longer UTF-8.
        for (var i = bytes.length - 1; i > bytes.length - row.length(); i--)
            if (bytes[i] == (byte) 0xC3) bytes[i] = 'x';

        var output = output(
                files.write(bytes),
                CatalogOptions.defaults(),
                List.of(List.of("https://n/1", "https://n/1"), List.of("https://n/2", "https://n/2")));

        assertThat(latin1(output))
                .isEqualTo(latin1(bytes).replaceAll("[^,]+ https://a/(.).jpg", "https://n/$1 https://n/$1"));
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[\"https://a/1.jpg\", \"https:\\/\\/a\\/2.jpg\"]~[\"https://n/1\", \"https://n/2\"]",
                "=HYPERLINK(\"https://a/1.jpg\";\"front\")~=HYPERLINK(\"https://n/1\";\"front\")",
                "front.jpg (https://a/1.jpg), back.jpg (https://a/2.jpg)~front.jpg (https://n/1), back.jpg (https://n/2)",
                "//a/1.jpg | www.a.com/2.jpg~https://n/1 | https://n/2",
                "https://a/1.jpg,,https://a/2.jpg,~https://n/1,,https://n/2,",
                "https://a/w_1,h_1/1.jpg<br>https://a/2.jpg~https://n/1<br>https://n/2"
            })
    void keepsWhatStandsAroundTheUrlsOfACell(String before, String after) throws IOException {
        var options = custom("Photos", FailedPlaces.KEEP);
        var file = files.write("a~Photos~b\n1~".replace('~', '\t') + quoted(before) + "\tx\n");

        var output = output(file, options, List.of(urls(before)));

        assertThat(new String(output, StandardCharsets.UTF_8))
                .isEqualTo("a~Photos~b\n1~".replace('~', '\t') + quoted(after) + "\tx\n");
    }

    private static List<String> urls(String cell) {
        return cell.contains("2.jpg") ? List.of("https://n/1", "https://n/2") : List.of("https://n/1");
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    @Test
    void keepsOrBlanksPlacesWithoutNewUrl() throws IOException {
        var file = files.write("Photos\nhttps://a/1.jpg;https://a/2.jpg;https://a/3.jpg\n");
        var urls = List.of(List.of(Optional.of("https://n/1"), Optional.<String>empty(), Optional.of("")));

        var out = new ByteArrayOutputStream();
        new SameFileOutput(catalog).write(file, custom("Photos", FailedPlaces.KEEP), urls.iterator(), out);

        assertThat(out).hasToString("Photos\nhttps://n/1;https://a/2.jpg;\n");
    }

    @Test
    void copiesWhatStandsAboveTheHeaderAndAmongTheRows() throws IOException {
        var text = "sep=;\r\nMy \"shop\r\n\r\nHandle;Title;Image Src\r\nmug;Mug;https://a/1.jpg\r\n\r\n;;\r\n"
                + "Handle;Title;Image Src\r\ncup;Cup;\r\ncup;;https://a/2.jpg";

        var output = output(
                files.write(text), CatalogOptions.defaults(), List.of(List.of("https://n/1"), List.of("https://n/2")));

        assertThat(new String(output, StandardCharsets.UTF_8))
                .isEqualTo(text.replace("https://a", "https://n").replace(".jpg", ""));
    }

    @Test
    void escapesWhatWouldEndTheCell() throws IOException {
        var file = files.write("Photos,x\nhttps://a/1.jpg,y\n");

        var output = output(file, custom("Photos", FailedPlaces.KEEP), List.of(List.of("https://n/a,b;c\"d")));

        assertThat(new String(output, StandardCharsets.UTF_8)).isEqualTo("Photos,x\nhttps://n/a%2Cb%3Bc%22d,y\n");
    }

    private static CatalogOptions custom(String column, FailedPlaces failed) {
        return new CatalogOptions(
                Layout.CUSTOM,
                Optional.of(new ChosenColumns(List.of(column), Optional.empty(), Optional.empty())),
                Optional.empty(),
                failed,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private byte[] output(Path file, CatalogOptions options, List<List<String>> newUrls) throws IOException {
        var out = new ByteArrayOutputStream();
        var urls = newUrls.stream()
                .map(product -> product.stream().map(Optional::of).toList())
                .iterator();
        new SameFileOutput(catalog).write(file, options, urls, out);
        return out.toByteArray();
    }
}
