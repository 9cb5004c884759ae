package dev.halftone.engine.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourceUrlTest {

    @Test
    void trimsSurroundingWhitespace() {
        var url = new SourceUrl(" \thttps://shop.test/a.jpg\n");

        assertThat(url.text()).isEqualTo("https://shop.test/a.jpg");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                        | the URL is empty",
                "shop.test/a.jpg           | the URL does not begin with http:// or https://",
                "http:///a.jpg             | the URL has no host",
                "http://shop.test\\a.jpg   | the URL has a backslash in its host",
                "http://%73hop.test/a.jpg  | the URL has a percent sign in its host",
                "http://shop..test/a.jpg   | the URL has a malformed host or port",
                "http://shop.test:99999/   | the URL has a malformed host or port"
            })
    void describesTheProblemOfAnInvalidUrl(String text, String problem) {
        assertThat(new SourceUrl(text).problem()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.test",
        "https://shop.test/a b.jpg",
        "https://shop.test/w_100/100%.jpg",
        "https://shop.test/\\a.jpg",
        "https://shop.test?x=@y",
        "https://user:p%40ss@shop.test/a.jpg"
    })
    void acceptsFetchableUrls(String text) {
        assertThat(new SourceUrl(text).problem()).isEmpty();
    }

    @Test
    void keepsEscapesByteForByte() {
        var url = new SourceUrl("https://shop.test/a%2Fb%c3%A9.jpg?sig=a%2Bb%3D&x=+");

        assertThat(url.toHttpUrl()).hasToString("https://shop.test/a%2Fb%c3%A9.jpg?sig=a%2Bb%3D&x=+");
    }

    @Test
    void rejectsConversionOfAMalformedUrl() {
        assertThatThrownBy(() -> new SourceUrl("http:shop.test/").toHttpUrl())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the URL does not begin with http:// or https://");
    }
}
