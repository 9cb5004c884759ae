package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.security.ApiKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// Signing in with an API key on a server that requires one.
@ExtendWith(BrowserExtension.class)
class SignInPageTest {
    @TempDir
    private static Path folder;

    private static ApiKey key;
    private static ServerFixture server;

    private final Browser browser;

    SignInPageTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void open() {
        var apiKeyFixture = ApiKeyFixture.in(folder);
        key = apiKeyFixture.create("webshop");
        server = ServerFixture.start(apiKeyFixture.file());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void asksForKeyOnceUntilSignedOut() {
        browser.open("http://127.0.0.1:" + server.port() + "/");
        browser.type("#key", "hk_wrong");
        browser.click("dialog button");
        browser.awaitText("#key-error", "This API key is not valid");
        browser.awaitVisible("#key").clear();
        browser.type("#key", key.text() + Keys.ENTER);
        browser.awaitVisible("#sign-out");

        browser.reload();
        browser.awaitVisible("#sign-out");
        assertThat(browser.isVisible("#key")).isFalse();
        browser.click("#sign-out");

        browser.awaitVisible("#key");
    }

    @Test
    void asksAgainWithoutCookieAndResumesCheckAndUpload() {
        browser.open("http://127.0.0.1:" + server.port() + "/");
        browser.type("#key", key.text() + Keys.ENTER);
        browser.awaitVisible("#sign-out");

        browser.clearCookies();
        var csv = ProductCatalog.writeFile(folder, "one.csv", ServerFixture.CSV);
        var start = new StartPage(browser).choose(csv);
        browser.type("#key", key.text() + Keys.ENTER);
        start.awaitVerdict("1 image");
        browser.clearCookies();
        start.start();
        browser.type("#key", key.text() + Keys.ENTER);

        browser.awaitText("#state", "Finished");
    }
}
