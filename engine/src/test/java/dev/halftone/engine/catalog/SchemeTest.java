package dev.halftone.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemeTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://a", "HTTP://a", "s3://bucket", "http:a", "Data:,x", "javascript:x", "a+b.c-d://"})
    void beginsAUrl(String text) {
        assertThat(UrlCell.Scheme.beginsAt(text, 0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "://a", "h", "h:200", "1a://x", "w_100/https://a", "//a", "mailto", "https", "é://a"})
    void doesNot(String text) {
        assertThat(UrlCell.Scheme.beginsAt(text, 0)).isFalse();
    }

    @Test
    void findsSchemeAtGivenIndex() {
        var text = "x,https://a";

        assertThat(UrlCell.Scheme.beginsAt(text, 0)).isFalse();
        assertThat(UrlCell.Scheme.beginsAt(text, 2)).isTrue();
        assertThat(UrlCell.Scheme.beginsAt(text, text.length())).isFalse();
    }
}
