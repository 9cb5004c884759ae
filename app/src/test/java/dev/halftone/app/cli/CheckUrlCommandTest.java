package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckUrlCommandTest {

    @Test
    void printsAVerdictForEachUrlInOrder() {
        var run = CommandRun.of("check-url", "https://8.8.8.8/a.jpg", "http://127.0.0.1/b.jpg", "ftp://x/c.jpg");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).hasSize(3);
        assertThat(run.out().get(0)).startsWith("allowed https://8.8.8.8/a.jpg (");
        assertThat(run.out().get(1)).startsWith("blocked_address http://127.0.0.1/b.jpg (");
        assertThat(run.out().get(2)).startsWith("invalid_url ftp://x/c.jpg (");
    }

    @Test
    void readsUrlsFromStandardInput() {
        var run = CommandRun.reading("https://8.8.8.8/a.jpg\n\nhttp://10.0.0.1/\r\n", "check-url", "-");

        assertThat(run.out()).hasSize(2);
        assertThat(run.out().getFirst()).startsWith("allowed https://8.8.8.8/a.jpg ");
        assertThat(run.out().getLast()).startsWith("blocked_address http://10.0.0.1/ ");
    }

    @Test
    void appliesAllowedPortsAndNetworks() {
        var run = CommandRun.of(
                "check-url",
                "--allowed-ports=8080",
                "--allow-networks=10.0.0.0/8",
                "http://10.1.2.3:8080/",
                "http://10.1.2.3/");

        assertThat(run.out().getFirst()).startsWith("allowed ");
        assertThat(run.out().getLast()).startsWith("blocked_address ");
    }

    @Test
    void allowsPrivateNetworksWhenAsked() {
        var run = CommandRun.of("check-url", "--allow-private-networks", "http://127.0.0.1:4711/");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).singleElement().asString().startsWith("allowed ");
    }

    @Test
    void escapesControlCharactersInUrls() {
        var run = CommandRun.of("check-url", "https://example.com/\u001b[2J\nallowed https://evil/");

        assertThat(run.out())
                .singleElement()
                .asString()
                .startsWith("invalid_url https://example.com/\\u001b[2J\\nallowed https://evil/ ");
    }

    @Test
    void rejectsAnInvalidNetwork() {
        var run = CommandRun.of("check-url", "--allow-networks=10.0.0.0/99", "http://10.1.2.3/");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("/99");
    }
}
