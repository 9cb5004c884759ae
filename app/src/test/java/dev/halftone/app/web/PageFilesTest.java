package dev.halftone.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.ApiClient;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the server serves the files of the page.
class PageFilesTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    private static final String HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final List<String> PAGES = List.of("/", "/requests/5f2b1c9e8a7d4e6f9b3c2a1d0e4f5a6b");
    private static final Pattern OWN_FILE = Pattern.compile("(?:href|src)=\"/page/([^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z-]+\\.js)'");
    private static final int MAX_BYTES = 150_000;

    private final ApiClient apiClient = server.client();

    @ParameterizedTest
    @FieldSource("PAGES")
    void servesPageToBrowsers(String path) {
        var page = apiClient.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("Halftone");
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void allowsOnlyOwnFilesAndImages(String path) {
        var page = apiClient.get(path);

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self';")
                .contains("img-src 'self' data: blob: https: http:;")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe", "script-src", "connect-src");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.text()).doesNotContainPattern("<style|style=|<script>|\\son[a-z]+=");
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void referencesOnlyExistingFiles(String path) {
        assertThat(filesOf(path))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(apiClient.get("/page/" + file).status()).isEqualTo(200));
    }

    /// The browser requests a module without `modulepreload` only after it has loaded the module that imports
    /// it.
    @ParameterizedTest
    @FieldSource("PAGES")
    void preloadsExactlyTheImportedModules(String path) {
        var preloaded = filesOf(path).filter(file -> file.endsWith(".js")).toList();

        var imported = preloaded.stream()
                .flatMap(file -> matches(IMPORT, apiClient.get("/page/" + file).text()));

        assertThat(imported.distinct())
                .containsExactlyInAnyOrderElementsOf(
                        preloaded.stream().filter(PageFilesTest::isImported).toList());
    }

    private static boolean isImported(String file) {
        return !List.of("start.js", "request.js").contains(file);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void staysUnderSizeLimit(String path) {
        var files = filesOf(path).map(file -> apiClient.get("/page/" + file));

        var bytes = Stream.concat(Stream.of(apiClient.get(path)), files)
                .mapToInt(response -> response.response().body().length);

        assertThat(bytes.sum()).isLessThan(MAX_BYTES);
    }

    @Test
    void neverBuildsMarkupFromText() {
        assertThat(PAGES.stream().flatMap(this::filesOf).filter(file -> file.endsWith(".js")))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(apiClient.get("/page/" + file).text())
                        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("));
    }

    private Stream<String> filesOf(String path) {
        return matches(OWN_FILE, apiClient.get(path).text()).distinct();
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }

    @ParameterizedTest
    @CsvSource({"start.js, text/javascript", "base.css, text/css", "icon.svg, image/svg+xml", "sample.csv, text/csv"})
    void sendsContentType(String file, String type) {
        assertThat(apiClient.get("/page/" + file).header("Content-Type")).startsWith(type);
    }

    @Test
    void respondsNotModifiedToCurrentETag() {
        var page = apiClient.get("/");

        var revalidated = apiClient.get("/", "If-None-Match", page.header("ETag"));

        assertThat(revalidated.status()).isEqualTo(304);
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing/here", "/requests/42", "/page/nothing.js", "/docs/nothing", "/processed_images/x.jpg"})
    void showsBrowsersAPageWhereThereIsNothing(String path) {
        var page = server.rawClient()
                .send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + HTML
                        + "\r\nConnection: close\r\n\r\n");
        var json = apiClient.get(path);

        assertThat(page)
                .startsWith("HTTP/1.1 404")
                .contains("Content-Type: text/html", "frame-ancestors 'none'", "Page not found", "href=\"/\"");
        assertThat(json.statusAndCode()).isEqualTo("404 not_found");
    }

    @Test
    void answersBrowsersInJsonWhereTheyUseTheApi() {
        assertThat(apiClient.get("/v1/nothing", "Accept", HTML).statusAndCode()).isEqualTo("404 not_found");
        assertThat(apiClient
                        .get("/v1/requests/" + "0".repeat(32), "Accept", HTML)
                        .statusAndCode())
                .isEqualTo("404 not_found");
    }

    @Test
    void respondsNotFoundToOtherFiles() {
        assertThat(apiClient.get("/page/start.html").statusAndCode()).isEqualTo("404 not_found");
        assertThat(apiClient.get("/favicon.ico").statusAndCode()).isEqualTo("404 not_found");
    }
}
