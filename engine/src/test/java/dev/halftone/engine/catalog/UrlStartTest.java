package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlStartTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a",
                "HTTP://a",
                "s3://bucket",
                "http:a",
                "Data:,x",
                "javascript:x",
                "a+b.c-d://",
                "//a",
                "//[::1]",
                "www.a",
                "WWW.a"
            })
    void beginsAUrl(String text) {
        assertThat(UrlStart.lengthAt(text, 0)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "://a",
                "h",
                "h:200",
                "1a://x",
                "w_100/https://a",
                "//",
                "///a",
                "// a",
                "www.",
                "www. a",
                "mailto",
                "https",
                "é://a"
            })
    void doesNot(String text) {
        assertThat(UrlStart.lengthAt(text, 0)).isZero();
    }

    @Test
    void findsUrlAtGivenIndex() {
        var text = "x,https://a";

        assertThat(UrlStart.lengthAt(text, 0)).isZero();
        assertThat(UrlStart.lengthAt(text, 2)).isEqualTo(8);
        assertThat(UrlStart.lengthAt(text, text.length())).isZero();
    }
}
