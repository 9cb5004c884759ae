package dev.halftone.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.app.ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The Swagger UI at `/docs`.
class SwaggerUiTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start();

    @Test
    void loadsOnlyFilesOfThisServer() {
        var page = server.client().get("/docs");

        var files = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                .matcher(page.text())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files)
                .hasSizeGreaterThan(4)
                .allSatisfy(file ->
                        assertThat(server.client().get(file).status()).as(file).isEqualTo(200));
    }

    @Test
    void allowsNoInlineScriptsOrStyles() {
        var page = server.client().get("/docs");

        assertThat(page.header("Content-Security-Policy"))
                .startsWith("default-src 'self'; ")
                .doesNotContain("unsafe");
        assertThat(page.text())
                .doesNotContain("style=")
                .doesNotContain("<style")
                .doesNotContain("<script>");
    }

    @Test
    void filesAreCachedUntilTheyChange() {
        var tag = server.client().get("/docs/docs.js").header("ETag");

        assertThat(server.client().get("/docs/docs.js", "If-None-Match", tag).status())
                .isEqualTo(304);
    }

    @Test
    void servesNoOtherFiles() {
        assertThat(server.client().get("/docs/index.html").statusAndCode()).isEqualTo("404 not_found");
    }

    @Test
    void rendersInABrowserUnderItsContentSecurityPolicy() throws IOException {
        ExternalTool.assumeInstalled("chromium");
        // JUnit could not delete a @TempDir: Chromium's last processes may still write to it.
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "chromium-");

        var chromium = ExternalTool.run(
                folder,
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=20000",
                "--dump-dom",
                "http://127.0.0.1:" + server.port() + "/docs");

        assertThat(chromium.requireSuccess())
                .contains("Send a CSV")
                .contains("/v1/requests/{id}")
                .doesNotContain("Content Security Policy")
                .doesNotContain("Uncaught");
    }
}
