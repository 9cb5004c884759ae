package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.SourceUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlCellTest {
    private static final List<String> URLS = List.of(
            "https://a.example/1.jpg",
            "http://b.example/w_100,h_100/a.jpg",
            "HTTPS://c.example/?a=1;b=2|3",
            "https://d.example/rs:fit:300/w:100,h:200/plain/x.jpg",
            "data:image/png;base64,iVBORw0KGgo=",
            "https://e.example/my photo.jpg",
            "ftp://f.example/a,b;c");
    private static final List<String> SEPARATORS =
            List.of(",", ", ", " ,", ",,", ";", "; ", "|", " | ", " ", "\t", "\n", "\r\n", "\r", ",\n", "\u00A0");

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
        return new ArrayList<>(UrlCell.split(cell).stream().map(SourceUrl::text).toList());
    }
}
