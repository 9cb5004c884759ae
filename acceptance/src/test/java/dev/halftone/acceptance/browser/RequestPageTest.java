package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.MockResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A request from its first image to its last, and what can be done with it meanwhile and after.
@ExtendWith(BrowserExtension.class)
class RequestPageTest {
    private static final int PICTURES = 8;

    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private final CountDownLatch gate = new CountDownLatch(1);
    private final ProductCatalog productCatalog = new ProductCatalog();
    private final Browser browser;

    RequestPageTest(Browser browser) {
        this.browser = browser;
    }

    @AfterEach
    void closeTheShop() {
        gate.countDown();
        productCatalog.close();
        browser.command("Network.setBlockedURLs", Map.of("urls", List.of()));
    }

    @Test
    void showsProgressAsItIsMadeToTheEnd() {
        open(submitHalfGated());
        awaitHalf();

        assertThat(browser.title()).startsWith("50 % · Request of");
        assertThat(browser.text("#state")).contains("At work");
        assertThat(browser.text("#output")).isEqualTo("Download what is done so far");
        assertThat(browser.isTrue("document.getElementById('icon').href.startsWith('data:image/svg')"))
                .isTrue();
        gate.countDown();
        browser.awaitText("#state", "Done");
        assertThat(browser.attribute("#bar", "aria-valuenow")).isEqualTo("" + PICTURES);
        assertThat(browser.title()).startsWith("Done · ");
        assertThat(browser.text("#gain")).endsWith("% saved");
        assertThat(browser.text("#left-title")).isEqualTo("Took");
        assertThat(browser.consoleMessages()).isEmpty();
    }

    @Test
    void isTheSameAfterAReloadInTheMiddle() {
        open(submitHalfGated());
        awaitHalf();

        browser.reload();

        awaitHalf();
        gate.countDown();
        browser.awaitText("#state", "Done");
        browser.reload();
        browser.awaitText("#state", "Done");
        assertThat(browser.text("#done")).isEqualTo("" + PICTURES);
    }

    @Test
    void asksNowAndThenWhereEventsDoNotComeThrough() {
        browser.command("Network.setBlockedURLs", Map.of("urls", List.of("*/events")));
        open(submitHalfGated());
        awaitHalf();

        gate.countDown();

        browser.awaitText("#state", "Done");
    }

    @Test
    void saysThatTheServerIsOutOfReachUntilItIsNot() {
        try (var frail = ServerFixture.startWithRealImages()) {
            var port = frail.port();
            var request = frail.client().submit(halfGatedCsv()).replace("/v1", "");
            browser.open("http://127.0.0.1:" + port + request);
            awaitHalf();

            frail.stopServer();
            browser.awaitVisible("#offline");
            gate.countDown();
            try (var _ = frail.startAnother(port)) {
                browser.awaitText("#state", "Done");
                browser.awaitGone("#offline");
            }
        }
    }

    @Test
    void givesWhatIsDoneSoFarAndTheWholeAtTheEnd() {
        open(submitHalfGated());
        awaitHalf();

        browser.click("#output");
        var soFar = browser.downloaded("output.csv");
        gate.countDown();
        browser.awaitText("#state", "Done");
        browser.click("#output");
        var whole = browser.downloaded("output.csv");

        assertThat(soFar.lines()).hasSize(PICTURES + 1).anyMatch(line -> line.endsWith(","));
        assertThat(whole.lines()).hasSize(PICTURES + 1).noneMatch(line -> line.endsWith(","));
    }

    @Test
    void cancels() {
        open(submitHalfGated());
        awaitHalf();

        browser.click("#cancel");

        browser.awaitText("#state", "Cancelling");
        browser.awaitGone("#cancel");
        gate.countDown();
        browser.awaitText("#state", "Cancelled");
    }

    @Test
    void saysWhatFailedAndTriesAgainWhatHasRecovered() {
        productCatalog.addImages("/mug.jpg").addProduct("1", "Mug", "/mug.jpg", "/gone.jpg");
        productCatalog.host().respondTo("/page", MockResponse.status(200));
        productCatalog.addProduct("2", "Vase", "/also-gone.jpg", "/page");
        open(submit());
        browser.awaitText("#state", "Done, with gaps");
        browser.await(
                "both reasons are there", () -> browser.findAll("#reasons li").size() == 2);

        assertThat(browser.texts("#reasons li").getFirst()).contains("2", "no picture at that address", "http_404");
        assertThat(browser.texts("#reasons li").getLast()).contains("1", "something else than a picture");
        productCatalog.addImages("/gone.jpg", "/also-gone.jpg", "/page");
        browser.click("#retry");

        browser.awaitGone("#failures");
        browser.awaitText("#failed", "0");
        assertThat(browser.text("#state")).endsWith("Done");
        assertThat(productCatalog.requestedPaths()).containsOnlyOnce("/mug.jpg");
    }

    @Test
    void asksBeforeItDeletes() {
        open(submitHalfGated());
        gate.countDown();
        browser.awaitText("#state", "Done");

        browser.click("#delete");
        browser.click("#sure [value=keep]");
        browser.awaitGone("#sure");
        browser.click("#delete");
        browser.click("#sure [value=delete]");

        browser.awaitVisible("#drop");
        browser.back();
        browser.awaitText("#name", "There is no such request");
    }

    private String submitHalfGated() {
        halfGatedCsv();
        return submit();
    }

    private String halfGatedCsv() {
        IntStream.rangeClosed(1, PICTURES).forEach(number -> {
            var path = "/" + number + ".jpg";
            var picture = MockResponse.image("image/jpeg", ProductCatalog.IMAGE);
            productCatalog.host().respondTo(path, number % 2 == 0 ? picture : picture.heldUntil(gate));
            productCatalog.addProduct("" + number, "Product " + number, path);
        });
        return productCatalog.csv();
    }

    private String submit() {
        return server.client().submit(productCatalog.csv()).replace("/v1", "");
    }

    private void open(String path) {
        browser.open("http://127.0.0.1:" + server.port() + path);
    }

    private void awaitHalf() {
        browser.await("half of it is done", () -> browser.text("#done").equals("" + PICTURES / 2));
    }
}
