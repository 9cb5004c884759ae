package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.halftone.engine.request.SourceUrl;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files in every variant, and what another reader of CSV says about them.
class CatalogVariantsTest {
    private static final List<String> SEPARATORS = List.of(
            ",",
            ";",
            "|",
            " ",
            ", ",
            "\n",
            "\r\n",
            "，",
            "、",
            "<br>",
            "<BR />",
            "\\n",
            "\\r\\n",
            " > ",
            "\t",
            "\u200B,\u00A0");
    private static final String URL_1 = "https://a.example/w_1,h_1/1.jpg";
    private static final String URL_2 = "//cdn.example/é/2.jpg";
    private static final String ROW = "1~\"Chaise \"\"bleue\"\"\"~";

    @TempDir
    private Path folder;

    static Stream<Arguments> dialects() {
        return Stream.of(Delimiter.values())
                .flatMap(delimiter -> Stream.of("\n", "\r\n", "\r").map(lineEnd -> Arguments.of(delimiter, lineEnd)));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everySeparatorSeparatesInEveryEncoding(Delimiter delimiter, String lineEnd) {
        var csv = new CatalogFixture(folder);
        for (var separator : SEPARATORS) {
            var table = "Serial Number~Product Name~Input Image URLs\n".replace("\n", lineEnd)
                    + ROW
                    + '"'
                    + URL_1
                    + separator
                    + URL_2
                    + '"'
                    + lineEnd;
            for (var encoding : List.of(
                    "UTF-8", "\uFEFFUTF-8", "\uFEFF\uFEFFUTF-8", "\uFEFFUTF-16LE", "\uFEFFUTF-16BE", "windows-1252")) {
                var mark = encoding.replaceAll("[^\uFEFF]", "");
                var charset = Charset.forName(encoding.substring(mark.length()));
                var text = mark + table.replace('~', delimiter.character());
                if (!charset.newEncoder().canEncode(text)) continue;

                var products = csv.products(csv.write(text, charset));

                assertThat(products)
                        .as("%s in %s", separator, encoding)
                        .extracting(Product::name, Product::urls)
                        .containsExactly(
                                tuple("Chaise \"bleue\"", List.of(new SourceUrl(URL_1), new SourceUrl(URL_2))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200B", "\u200E\u200F", "\u2060", "\uFEFF\uFEFF", "\u00A0", " \u200B "})
    void invisibleCharactersDoNotMatter(String invisible) {
        var csv = new CatalogFixture(folder);
        var text = "\uFEFF"
                + Stream.of("Serial Number", "Product Name", "Image URLs")
                        .map(name -> invisible + '"' + name + invisible + '"')
                        .collect(Collectors.joining(","))
                + "\n1,Chair," + invisible + "https://a/1.jpg" + invisible + "," + invisible + "https://a/2.jpg\n";

        assertThat(csv.products(text))
                .singleElement()
                .extracting(Product::urls)
                .isEqualTo(List.of(new SourceUrl("https://a/1.jpg"), new SourceUrl("https://a/2.jpg")));
        assertThat(csv.warnings(text)).isEmpty();
    }

    @Test
    void readsWhatAnotherReaderReads() throws IOException {
        var csv = new CatalogFixture(folder);
        var random = new Random(11);
        for (int round = 0; round < 500; round++) {
            var delimiter = List.of(Delimiter.values()).get(random.nextInt(4));
            var text = written(delimiter, random);

            var products = csv.products(text);

            assertThat(products)
                    .as(text)
                    .extracting(Product::line, Product::serialNumber, Product::name)
                    .isEqualTo(records(text, delimiter).stream()
                            .skip(1)
                            .map(record ->
                                    tuple(record.getStartingLineNumber(), record.getField(1), record.getField(2)))
                            .toList());
        }
    }

    /// The shapes of csv-spectrum and csv-test-data. `¶` ends a record, so that a record may have line breaks.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "first,last,address,city,zip¶John,Doe,120 any st.,\"Anytown, WW\",08123",
                "a,b,c¶1,\"\",\"\"¶2,3,4",
                "a,b¶1,\"ha \"\"ha\"\" ha\"¶3,4",
                "key,val¶1,\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [102.0, 0.5]}\"",
                "a,b,c¶1,2,3¶\"Once upon \na time\",5,6¶7,8,9",
                "a,b,c¶1,2,3¶\"Once upon \r\na time\r\n\",5,6",
                "a,b¶1,\"ha \n\"\"ha\"\" \nha\"¶3,4",
                "a,b,c¶1,2,3",
                "a,b,c¶1,2,3¶4,5,ʤ",
                "name,lat,lon,\"lat,lon\"¶Café,\"35.6895\",-139.69171,\"35.6895,139.69171\"",
                "a,b¶ 1 ,\" 2 \"¶\"\"\"\",\"\"\"x\"\"\"",
                "a,b¶'1.5',x\"y¶\"a\rb\",\"\tc\"",
                "a,b¶=1+1,@x¶#1,007"
            })
    void everyColumnCanBeTheProductName(String shape) {
        var csv = new CatalogFixture(folder);
        for (var lineEnd : List.of("\n", "\r\n", "\r")) {
            var records = records(shape.replace("¶", lineEnd), Delimiter.COMMA);
            for (int column = 0; column < records.getFirst().getFieldCount(); column++) {
                int name = column;
                var text = withColumns(shape.split("¶"), records.getFirst().getFields(), name, lineEnd);
                var names = records.stream()
                        .skip(1)
                        .map(record -> record.getField(name))
                        .toList();

                if (names.stream().anyMatch(String::isBlank)) {
                    assertThat(csv.violations(text)).containsOnly("2:" + (2 + name) + " blank_product_name");
                } else {
                    assertThat(csv.products(text)).extracting(Product::name).isEqualTo(names);
                }
            }
        }
    }

    private static String withColumns(String[] records, List<String> header, int name, String lineEnd) {
        var names = IntStream.range(0, header.size())
                .mapToObj(i -> i == name ? "Product Name" : '"' + header.get(i) + '"')
                .collect(Collectors.joining(","));
        return Stream.concat(
                        Stream.of("Serial Number," + names + ",Input Image URLs"),
                        Stream.of(records).skip(1).map(record -> "7," + record + ",https://a.example/1.jpg"))
                .collect(Collectors.joining(lineEnd));
    }

    private static List<CsvRecord> records(String text, Delimiter delimiter) {
        return CsvReader.builder().fieldSeparator(delimiter.character()).ofCsvRecord(text).stream()
                .toList();
    }

    private static String written(Delimiter delimiter, Random random) throws IOException {
        var out = new StringWriter();
        var strategies = List.of(QuoteStrategies.ALWAYS, QuoteStrategies.REQUIRED, QuoteStrategies.NON_EMPTY);
        try (var csv = CsvWriter.builder()
                .fieldSeparator(delimiter.character())
                .quoteStrategy(strategies.get(random.nextInt(strategies.size())))
                .lineDelimiter(List.of(LineDelimiter.LF, LineDelimiter.CRLF, LineDelimiter.CR)
                        .get(random.nextInt(3)))
                .build(out)) {
            csv.writeRecord("Note", "S. No.", "Product Name", "Image URLs");
            for (int i = 0; i <= random.nextInt(6); i++)
                csv.writeRecord(
                        cell(delimiter, random), "n" + cell(delimiter, random), "n" + cell(delimiter, random), URL_1);
        }
        return out.toString();
    }

    private static String cell(Delimiter delimiter, Random random) {
        var signs = new ArrayList<>(List.of("a", ",", ";", "|", "\"", "\n", "\r", " ", "é", "椅", "🪑", "'", "\\n"));
        // In a tab-separated file, a cell cannot have both tabs and line breaks.
        if (delimiter != Delimiter.TAB) signs.add("\t");
        return random.ints(random.nextInt(10), 0, signs.size())
                .mapToObj(signs::get)
                .collect(Collectors.joining());
    }
}
