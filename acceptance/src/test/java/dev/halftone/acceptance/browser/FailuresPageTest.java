package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.api.ApiClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// Where failures lead on the page of a request, and how the page is shown to others.
@ExtendWith(BrowserExtension.class)
class FailuresPageTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private final ProductCatalog productCatalog = new ProductCatalog();
    private final Browser browser;

    FailuresPageTest(Browser browser) {
        this.browser = browser;
    }

    @AfterEach
    void closeCatalog() {
        productCatalog.close();
    }

    @Test
    void leadsFromAReasonToItsProductsAndItsRetry() {
        openWithTwoReasons();

        browser.click("#failure-groups li:last-child .actions button");
        browser.awaitTexts("#product-rows .serial", "2");
        browser.awaitVisible("#clear-code");
        browser.reload();
        browser.awaitTexts("#product-rows .serial", "2");
        browser.click("#clear-code");
        browser.awaitTexts("#product-rows .serial", "1", "2", "3");
        productCatalog.addImages("/gone.jpg", "/page");
        browser.click("#failure-groups li:last-child .actions button:last-child");

        browser.awaitText("#failed", "2");
        assertThat(browser.texts("#failure-groups li").getFirst()).contains("http_404");
        assertThat(productCatalog.requestedPaths()).containsOnlyOnce("/gone.jpg");
    }

    @Test
    void triesAnotherUrlForAFailedImage() {
        openWithTwoReasons();
        productCatalog.addImages("/other.jpg");

        browser.click("#product-rows tr:first-child summary");
        browser.type("#product-rows tr:first-child .other-url input", "http://user@a.test/" + Keys.ENTER);
        browser.awaitText("#product-rows tr:first-child .field-error", "cannot be fetched");
        browser.awaitVisible("#product-rows tr:first-child .other-url input").clear();
        browser.type(
                "#product-rows tr:first-child .other-url input",
                productCatalog.host().url("/other.jpg") + Keys.ENTER);

        browser.awaitText("#failed", "2");
        browser.await(
                "the first product has no failure",
                () -> browser.findAll("#product-rows tr:first-child .failure-list")
                        .isEmpty());
    }

    @Test
    void downloadsTheFailures() {
        openWithTwoReasons();

        browser.click("#failed-csv");

        assertThat(browser.downloaded("products-halftone-failed.csv")).contains("http_404", "not_an_image");
    }

    @Test
    void showsASharedRequestWithoutActions() {
        var path = openWithTwoReasons();
        browser.click("#share");
        browser.awaitVisible("#share-dialog");
        var url = "" + browser.run("return document.getElementById('share-url').value");
        browser.click("#copy-share");
        browser.await(
                "the link is copied, or how to",
                () -> !browser.text("#share-message").isEmpty());

        open(url.replace(ServerFixture.PUBLIC_URL, ""));
        browser.awaitText("#state", "All failed");
        browser.awaitTexts("#product-rows .serial", "1", "2", "3");

        for (var action : List.of("#retry", "#cancel", "#share", "#delete", "#failures", "#back", "#sign-out"))
            assertThat(browser.isVisible(action)).as(action).isFalse();
        assertThat(browser.findAll("#product-rows summary")).isEmpty();
        browser.click("#output");
        assertThat(browser.downloaded("products-halftone.csv")).contains("Output Image URLs");
        assertThat(browser.consoleMessages()).isEmpty();
        server.client().delete("/v1" + path + "/share");
        browser.reload();
        browser.awaitText("#error", "no longer shared");
    }

    @Test
    void doesNotShowCancelledImagesAsFailed() {
        var gate = new CountDownLatch(1);
        productCatalog
                .host()
                .respondTo(
                        "/slow.jpg",
                        MockResponse.image("image/jpeg", ProductCatalog.IMAGE).delayUntil(gate));
        productCatalog.addProduct("1", "Mug", "/slow.jpg");
        open(submit());
        browser.awaitVisible("#cancel");

        browser.click("#cancel");
        gate.countDown();

        browser.awaitText("#state", "Cancelled");
        assertThat(browser.findAll("#failed.error, .failure-list .error, .thumbnail.failed, .progress-bar .failed"))
                .isEmpty();
    }

    @Test
    void saysThatARequestMayBelongToAnotherKey(@TempDir Path folder) {
        var keys = ApiKeyFixture.in(folder);
        var other = keys.create("other");
        try (var keyed = ServerFixture.start(keys.file());
                var owner = ApiClient.withKey(keyed.port(), keys.create("owner").text())) {
            var path = owner.submit(ServerFixture.CSV).replace("/v1", "");
            browser.open("http://127.0.0.1:" + keyed.port() + path);

            browser.type("#key", other.text() + Keys.ENTER);

            browser.awaitText("#error", "may belong to another API key");
            browser.clearCookies();
        }
    }

    /// The last reason is that of product 2.
    private String openWithTwoReasons() {
        productCatalog.host().respondTo("/page", MockResponse.status(200));
        productCatalog.addProduct("1", "Mug", "/gone.jpg").addProduct("2", "Vase", "/page");
        productCatalog.addProduct("3", "Lamp", "/also-gone.jpg");
        var path = submit();
        open(path);
        browser.awaitText("#state", "All failed");
        browser.await(
                "both failure codes are listed",
                () -> browser.findAll("#failure-groups li").size() == 2);
        return path;
    }

    private String submit() {
        return server.client().submit(productCatalog.csv()).replace("/v1", "");
    }

    private void open(String path) {
        browser.open("http://127.0.0.1:" + server.port() + path);
    }
}
