package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlCellTest {
    private static final List<String> URLS = List.of(
            "https://a.example/1.jpg",
            "http://b.example/w_100,h_100/a.jpg",
            "HTTPS://c.example/?a=1;b=2|3",
            "https://d.example/rs:fit:300/w:100,h:200/plain/x.jpg",
            "data:image/png;base64,iVBORw0KGgo=",
            "https://e.example/my photo.jpg",
            "ftp://f.example/a,b;c.jpg");
    private static final List<String> SEPARATORS = List.of(
            ",",
            ", ",
            " ,",
            ",,",
            ";",
            "; ",
            "|",
            " | ",
            " ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            ",\n",
            "\u00A0",
            "，",
            "、 ",
            "<br>",
            "<BR />",
            "\\n",
            "\\r\\n",
            " > ",
            " \u200B, ");

    @ParameterizedTest
    @ValueSource(strings = {",", ", ", ";", "|", " ", "\n", "\r\n", "\t", ",\n", " ,; "})
    void splitsAtSeparator(String separator) {
        var urls = split("https://a/1.jpg" + separator + "https://a/2.jpg");

        assertThat(urls).containsExactly("https://a/1.jpg", "https://a/2.jpg");
    }

    @Test
    void keepsCommaInsideUrl() {
        var urls = split("https://a/w_100,h_100/a.jpg,https://a/w_200,h_200/b.jpg");

        assertThat(urls).containsExactly("https://a/w_100,h_100/a.jpg", "https://a/w_200,h_200/b.jpg");
    }

    @Test
    void doesNotTakePathOptionsForSchemes() {
        var urls = split("https://a/w:100,h:200/a.jpg,https://a/rs:fit:9;g:sm/plain/b.jpg");

        assertThat(urls).containsExactly("https://a/w:100,h:200/a.jpg", "https://a/rs:fit:9;g:sm/plain/b.jpg");
    }

    @Test
    void keepsUrlInsideUrl() {
        var urls = split("https://a/fetch/w_9,h_9/https://b/1.jpg https://c/2.jpg");

        assertThat(urls).containsExactly("https://a/fetch/w_9,h_9/https://b/1.jpg", "https://c/2.jpg");
    }

    @Test
    void keepsDataUrlWhole() {
        var urls = split("data:image/png;base64,iVBORw0KGgo=,https://a/1.jpg");

        assertThat(urls).containsExactly("data:image/png;base64,iVBORw0KGgo=", "https://a/1.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "ftp://a/1.jpg", "https:/a/1.jpg", "http:a", "foo+bar://x"})
    void startsNewUrlAtAnyScheme(String next) {
        var urls = split("https://a/1.jpg," + next);

        assertThat(urls).containsExactly("https://a/1.jpg", next);
    }

    @Test
    void takesFirstTextForAUrl() {
        var urls = split("not-a-url,https://a/1.jpg");

        assertThat(urls).containsExactly("not-a-url", "https://a/1.jpg");
    }

    @Test
    void lineBreakAlwaysSeparates() {
        var urls = split("https://a/1.jpg\nnot-a-url,\r\n//b/2.jpg");

        assertThat(urls).containsExactly("https://a/1.jpg", "not-a-url", "//b/2.jpg");
    }

    @Test
    void ignoresEmptyEntries() {
        var urls = split(" ,;https://a/1.jpg,, ,https://a/2.jpg, ;|\n");

        assertThat(urls).containsExactly("https://a/1.jpg", "https://a/2.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ;\n|", "\u00A0\u200B"})
    void findsNoUrlsInSeparatorsOnly(String cell) {
        assertThat(split(cell)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '~',
            value = {
                // Separators.
                "https://a/1.jpg,//cdn.b/2.jpg => https://a/1.jpg //cdn.b/2.jpg",
                "https://a/1.jpg, www.b/2.jpg => https://a/1.jpg www.b/2.jpg",
                "//cdn.b/1.jpg => //cdn.b/1.jpg",
                "https://a/1.jpg，https://a/2.jpg、https://a/3.jpg => https://a/1.jpg https://a/2.jpg https://a/3.jpg",
                "https://a/1.jpg<br>https://a/2.jpg<BR />https://a/3.jpg<br/> => https://a/1.jpg https://a/2.jpg https://a/3.jpg",
                "https://a/1.jpg\\nhttps://a/2.jpg\\r\\nhttps://a/3.jpg => https://a/1.jpg https://a/2.jpg https://a/3.jpg",
                "https://a/1.jpg > https://a/2.jpg => https://a/1.jpg https://a/2.jpg",
                "<p>https://a/1.jpg</p><p>https://a/2.jpg</p> => https://a/1.jpg https://a/2.jpg",
                // Placeholders, and commas of a URL.
                "https://a/1.jpg,N/A,https://a/3.jpg => https://a/1.jpg N/A https://a/3.jpg",
                "https://a/1.jpg,-,https://a/3.jpg => https://a/1.jpg - https://a/3.jpg",
                "https://a/1.jpg;null => https://a/1.jpg null",
                "https://a/1.jpg,none,foo,b/2.jpg => https://a/1.jpg none foo b/2.jpg",
                "https://a/x,foo,https://a/3.jpg => https://a/x foo https://a/3.jpg",
                "n/a => n/a",
                "https://a/w_100,h_100,c_fill/a.jpg,https://a/2.jpg => https://a/w_100,h_100,c_fill/a.jpg https://a/2.jpg",
                "https://a/1.jpg?rect=0,0,100,100,https://a/2.jpg => https://a/1.jpg?rect=0,0,100,100 https://a/2.jpg",
                "https://a/1.jpg?v=1,N/A => https://a/1.jpg?v=1 N/A",
                "https://a/1.jpg,img/2.jpg, shop.b/3.jpg => https://a/1.jpg img/2.jpg shop.b/3.jpg",
                "https://a/?files=1.jpg,2.jpg => https://a/?files=1.jpg,2.jpg",
                "1. https://a/1.jpg 2. https://a/2.jpg => 1. https://a/1.jpg 2. https://a/2.jpg",
                "https://a/1.jpg (front) => https://a/1.jpg (front)",
                // Lists.
                "[\"https://a/1.jpg\", \"https://a/w_1,h_1/2.jpg\"] => https://a/1.jpg https://a/w_1,h_1/2.jpg",
                "[\"https:\\/\\/a\\/1.jpg?x=1\\u0026y\",null,\"\",\"N/A\"] => https://a/1.jpg?x=1&y null N/A",
                "['https://a/it's.jpg', 'https://a/2.jpg'] => https://a/it's.jpg https://a/2.jpg",
                "('https://a/1.jpg','//a/2.jpg') => https://a/1.jpg //a/2.jpg",
                "[https://a/1.jpg, https://a/2.jpg] => https://a/1.jpg https://a/2.jpg",
                "{https://a/1.jpg,https://a/2.jpg} => https://a/1.jpg https://a/2.jpg",
                "[\"/m/a.jpg\",\"/m/b.jpg\"] => /m/a.jpg /m/b.jpg",
                // Formulas.
                "=HYPERLINK(\"https://a/1.jpg\",\"photo\") => https://a/1.jpg",
                "=HYPERLINK(\"https://a/w_1,h_1/1.jpg\";\"a, b\") => https://a/w_1,h_1/1.jpg",
                "=HYPERLINK(\"https://a/1.jpg\",\"https://a/1.jpg\") => https://a/1.jpg",
                "=IMAGE(\"https://a/1.jpg\") => https://a/1.jpg",
                " = image( \"https://a/1.jpg\" ; 4; 100) => https://a/1.jpg",
                "=LIEN_HYPERTEXTE(\"www.a/1.jpg\";\"x\") => www.a/1.jpg",
                // Names before a URL.
                "chair.jpg (https://a/1.jpg) => https://a/1.jpg",
                "a.jpg (https://a/x_(1).jpg),b c.jpg (https://a/2.jpg) => https://a/x_(1).jpg https://a/2.jpg",
                "https://a/1.jpg, b.jpg (https://a/2.jpg) => https://a/1.jpg https://a/2.jpg",
                "N/A, b.jpg (https://a/2.jpg) => N/A https://a/2.jpg",
                "![Chair, blue](https://a/1.jpg) [more](https://a/2.jpg) => https://a/1.jpg https://a/2.jpg",
                "![](https://a/1.jpg)![x](https://a/2.jpg \"Title, long\") => https://a/1.jpg https://a/2.jpg",
                "[https://a/1.jpg](https://a/1.jpg) => https://a/1.jpg",
                // Quotes.
                "\"https://a/1.jpg\",\"https://a/2.jpg\" => https://a/1.jpg https://a/2.jpg",
                "\"https://a/1.jpg,https://a/2.jpg\" => https://a/1.jpg https://a/2.jpg",
                "“https://a/1.jpg”; „https://a/2.jpg“ => https://a/1.jpg https://a/2.jpg",
                "«https://a/1.jpg» ‘https://a/2.jpg’ => https://a/1.jpg https://a/2.jpg",
                "`https://a/1.jpg` 'https://a/2.jpg' => https://a/1.jpg https://a/2.jpg",
                "<https://a/1.jpg>, <https://a/2.jpg> => https://a/1.jpg https://a/2.jpg",
                "'https://a/1.jpg => https://a/1.jpg",
                "https://a/1.jpg\" => https://a/1.jpg",
                "\u200B\uFEFFhttps://a/1.jpg\u200E,\u00A0\u2060https://a/2.jpg\u200F => https://a/1.jpg https://a/2.jpg",
            })
    void findsUrls(String cell, String urls) {
        var found = UrlCell.places(cell);

        assertThat(found).extracting(place -> place.url().text()).containsExactly(urls.split(" "));
        assertThat(found).noneMatch(UrlCell.Place::isSuspect);
        for (var place : found)
            if (cell.indexOf('\\') < 0)
                assertThat(cell.substring(place.begin(), place.end()))
                        .isEqualTo(place.url().text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a/my photo.jpg",
                "https://a/1.jpg 2.jpg",
                "https://a/<x>.jpg",
                "https://a/1.jpg+https://a/2.jpg",
                "https://a/1.jpghttps://a/2.jpg",
                "https://a/1.jpg#https://a/2.jpg"
            })
    void suspectsTwoUrlsInOne(String cell) {
        assertThat(UrlCell.places(cell)).singleElement().matches(UrlCell.Place::isSuspect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a/fetch/https://b/1.jpg",
                "https://a/?url=https://b/1.jpg",
                "https://a/x:9/1.jpg",
                "https://a/w_1,h_1/a.jpg"
            })
    void doesNotSuspectUrlInPathOrQuery(String cell) {
        assertThat(UrlCell.places(cell)).singleElement().matches(place -> !place.isSuspect());
    }

    @Test
    void findsSpanBehindEscapes() {
        var cell = "[\"https:\\/\\/a\\/1.jpg\", \"b\"]";

        var place = UrlCell.places(cell).getFirst();

        assertThat(cell.substring(place.begin(), place.end())).isEqualTo("https:\\/\\/a\\/1.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {",a", "((", "](//a", "<br", "\"x ", " \"", "[", "=A(\"\"", "(//a \"", ",N/A"})
    void longCellTakesNoLongTime(String part) {
        var cell = "https://a/?" + part.repeat(131_072 / part.length());

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> UrlCell.places(cell));
    }

    @Test
    void splitsAnyJoinedListOfUrls() {
        var random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            var urls = random.ints(1 + random.nextInt(5), 0, URLS.size())
                    .mapToObj(URLS::get)
                    .toList();

            var cell = joined(urls, random);

            assertThat(split(cell)).as(cell).isEqualTo(urls);
        }
    }

    @Test
    void keepsEveryCharacterOfUrls() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var cell = random.ints(random.nextInt(40), 0, 12)
                    .mapToObj("h:/a1,;| \n-\u00A0"::charAt)
                    .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                    .toString();

            int from = 0;
            for (var url : split(cell)) {
                from = cell.indexOf(url, from);
                assertThat(from).as(cell).isNotNegative();
                from += url.length();
            }
        }
    }

    private static String joined(List<String> urls, Random random) {
        var cell = new StringBuilder();
        for (var url : urls) {
            if (!cell.isEmpty()) cell.append(SEPARATORS.get(random.nextInt(SEPARATORS.size())));
            cell.append(url);
        }
        return cell.toString();
    }

    private static List<String> split(String cell) {
        return new ArrayList<>(
                UrlCell.places(cell).stream().map(place -> place.url().text()).toList());
    }
}
