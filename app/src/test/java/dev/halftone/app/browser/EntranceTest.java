package dev.halftone.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.LiveServer;
import dev.halftone.app.security.ApiKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// A server that wants a key asks for it once.
@ExtendWith(WithBrowser.class)
class EntranceTest {
    @TempDir
    private static Path folder;

    private static ApiKey key;
    private static LiveServer server;

    private final Browser browser;

    EntranceTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void open() {
        var keys = dev.halftone.app.security.Keys.in(folder);
        key = keys.handTo("webshop");
        server = LiveServer.start(keys.file());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void asksForTheKeyOnceAndForgetsItWhenTold() {
        browser.open("http://127.0.0.1:" + server.port() + "/");
        browser.type("#key", "hk_wrong");
        browser.click("dialog button");
        browser.awaitText("#key-error", "does not know this key");
        browser.see("#key").clear();
        browser.type("#key", key.text() + Keys.ENTER);
        browser.see("#leave");

        browser.reload();
        browser.see("#leave");
        assertThat(browser.isSeen("#key")).isFalse();
        browser.click("#leave");

        browser.see("#key");
    }

    @Test
    void asksAgainWhereTheCookieIsGoneAndGoesOn() {
        browser.open("http://127.0.0.1:" + server.port() + "/");
        browser.type("#key", key.text() + Keys.ENTER);
        browser.see("#leave");

        browser.forget();
        var csv = Shop.file(folder, "one.csv", LiveServer.CSV);
        browser.all("#file").getFirst().sendKeys(csv.toString());
        browser.click("#begin");
        browser.type("#key", key.text() + Keys.ENTER);

        browser.awaitText("#state", "Done");
    }
}
