package dev.halftone.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UrlCaseTest {

    @Test
    void givesEveryUrlAKnownVerdict() {
        assertThat(UrlCase.all())
                .hasSizeGreaterThan(150)
                .extracting(UrlCase::expected)
                .containsOnly("allowed", "blocked", "invalid", "found");
    }

    @Test
    void translatesEscapesAndDropsComments() {
        assertThat(UrlCase.all())
                .contains(
                        new UrlCase("blocked", "http://0.0.0.0/a.jpg"),
                        new UrlCase("invalid", "http://exa\tmple.com/a.jpg"));
    }

    @Test
    void expectsFoundUrlsToBeBlockedOnlyAfterLookup() {
        var found = new UrlCase("found", "http://private.fixture.test/a.jpg");

        assertThat(found.expectedBeforeLookup()).isEqualTo("allowed");
        assertThat(found.expectedAfterLookup()).isEqualTo("blocked");
    }
}
