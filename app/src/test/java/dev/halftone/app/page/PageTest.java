package dev.halftone.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the page's files are served.
class PageTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start();

    private static final Pattern OWN_FILE = Pattern.compile("(?:href|src)=\"(/page/[^\"]+)\"");

    private final Caller caller = server.caller();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/requests/5f2b1c9e8a7d4e6f9b3c2a1d0e4f5a6b"})
    void isOnePageForEverything(String path) {
        var page = caller.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("Halftone");
    }

    @Test
    void letsNothingInButItsOwnFiles() {
        var page = caller.get("/");

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.text()).doesNotContainPattern("<style|style=|<script>|\\son[a-z]+=");
    }

    @Test
    void namesOnlyFilesThatAreThere() {
        var files = OWN_FILE.matcher(caller.get("/").text()).results().map(match -> match.group(1));

        assertThat(files)
                .hasSize(3)
                .allSatisfy(file -> assertThat(caller.get(file).status()).isEqualTo(200));
    }

    @ParameterizedTest
    @CsvSource({"page.js, text/javascript", "page.css, text/css", "icon.svg, image/svg+xml"})
    void saysOfWhatTypeAFileIs(String file, String type) {
        assertThat(caller.get("/page/" + file).header("Content-Type")).startsWith(type);
    }

    @Test
    void sendsNothingToWhoHasTheNewest() {
        var page = caller.get("/");

        var again = caller.get("/", "If-None-Match", page.header("ETag"));

        assertThat(again.status()).isEqualTo(304);
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void hasNoOtherFiles() {
        assertThat(caller.get("/page/page.html").outcome()).isEqualTo("404 not_found");
        assertThat(caller.get("/favicon.ico").outcome()).isEqualTo("404 not_found");
    }
}
