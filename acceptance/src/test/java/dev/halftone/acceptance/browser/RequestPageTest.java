package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.api.MultipartForm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page of one request: its progress from the first image to the last, and its actions.
@ExtendWith(BrowserExtension.class)
class RequestPageTest {
    private static final int IMAGES = 8;

    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private final CountDownLatch gate = new CountDownLatch(1);
    private final ProductCatalog productCatalog = new ProductCatalog();
    private final Browser browser;

    RequestPageTest(Browser browser) {
        this.browser = browser;
    }

    @AfterEach
    void closeCatalog() {
        gate.countDown();
        productCatalog.close();
        browser.command("Network.setBlockedURLs", Map.of("urls", List.of()));
    }

    @Test
    void showsProgressUntilFinished() {
        open(submitHalfGated());
        awaitHalf();

        assertThat(browser.title()).startsWith("50% · products.csv");
        assertThat(browser.text("#state")).contains("In progress");
        assertThat(browser.text("#output")).isEqualTo("Download partial CSV");
        assertThat(browser.isTrue("document.getElementById('icon').href.startsWith('data:image/svg')"))
                .isTrue();
        gate.countDown();
        browser.awaitText("#state", "Finished");
        assertThat(browser.attribute("#progress-bar", "aria-valuenow")).isEqualTo("" + IMAGES);
        assertThat(browser.title()).startsWith("Finished · ");
        assertThat(browser.text("#saved")).endsWith("% saved");
        assertThat(browser.text("#time-title")).isEqualTo("Duration");
        assertThat(browser.consoleMessages()).isEmpty();
    }

    @Test
    void saysWhatIsWaitedFor() {
        productCatalog.addImages("/mug.jpg").addProduct("1", "Mug", "/mug.jpg");
        // A host that asks for a pause would hold back its other images too.
        productCatalog.addProduct("2", "Cup", productCatalog.host().url("localhost", "/busy.jpg"));
        productCatalog
                .host()
                .respondTo("/busy.jpg", MockResponse.serviceUnavailable().retryAfter(Duration.ofMinutes(5)));
        open(submit());

        browser.awaitText("#waiting", "1 image waits for localhost to recover, next try in 4 min");
        assertThat(browser.text("#images-done")).isEqualTo("1");
        assertThat(browser.text("#time")).isEqualTo("–");
        browser.awaitText("#rate", "–");
        browser.click("#cancel");
        browser.awaitText("#state", "Cancelled");
        assertThat(browser.isVisible("#waiting")).isFalse();
    }

    @Test
    void showsNeitherRateNorTimeLeftWhileNoImageEnds() {
        open(submitHalfGated());
        awaitHalf();

        browser.awaitText("#time", "–");
        browser.awaitText("#rate", "–");
        assertThat(browser.isVisible("#waiting")).isFalse();
        assertThat(browser.text("#images-done")).isEqualTo("" + IMAGES / 2);
    }

    /// The operating system shows the notification, so the test records the page's calls.
    @Test
    void notifiesWhenTheRequestFinishesInTheBackground() {
        browser.allow("notifications");
        open(submitHalfGated());
        awaitHalf();
        browser.run("""
                window.notifications = [];
                window.Notification = class extends EventTarget {
                    static permission = 'granted';
                    static requestPermission = async () => 'granted';
                    constructor(title, { body }) {
                        super();
                        window.notifications.push(`${title} | ${body}`);
                    }
                };
                Object.defineProperty(document, 'hidden', { value: true });
                """);
        browser.click("#notify");
        browser.await("the choice is kept", () -> browser.isTrue("localStorage.getItem('halftone.notify') === 'true'"));
        gate.countDown();

        browser.awaitText("#state", "Finished");
        assertThat(browser.run("return window.notifications"))
                .isEqualTo(List.of("Finished: products.csv | Every image succeeded."));
        assertThat(browser.isVisible("#notify")).isFalse();
    }

    @Test
    void doesNotNotifyWithoutPermission() {
        browser.command("Browser.resetPermissions", Map.of());
        open(submitHalfGated());
        awaitHalf();
        browser.run("Notification.requestPermission = async () => 'denied'");

        browser.click("#notify");

        browser.await("the choice is taken back", () -> !browser.isTrue("document.getElementById('notify').checked"));
        gate.countDown();
        browser.awaitText("#state", "Finished");
    }

    @Test
    void showsTheDeliveriesOfTheWebhookAndSendsItAgain() {
        productCatalog.addImages("/mug.jpg").addProduct("1", "Mug", "/mug.jpg");
        try (var inbox = new WebhookInbox()) {
            inbox.enqueue(204, 410, 204);
            var form = MultipartForm.of(productCatalog.csv())
                    .field("webhook_url", inbox.url().toString());
            var path = "/requests/"
                    + server.client().postForm("/v1/requests", form).field("/request_id");
            open(path);

            var host = inbox.url().getAuthority();
            browser.awaitText("#webhook-title", "Webhook delivered to " + host);
            browser.click("#webhook-title");
            browser.await(
                    "the delivery is listed",
                    () -> browser.texts("#deliveries tbody td:nth-child(2)").equals(List.of("204")));
            browser.click("#send-again");
            browser.awaitText("#webhook-title", "Webhook not delivered to " + host + " after 2 attempts");
            browser.click("#send-again");
            browser.awaitText("#webhook-title", "Webhook delivered to " + host);
            browser.await(
                    "all are listed",
                    () -> browser.texts("#deliveries tbody td:nth-child(2)").equals(List.of("204", "410", "204")));
            assertThat(browser.accessibilityViolations()).isEmpty();
        }
    }

    @Test
    void saysHowLongTheRequestIsKept() {
        productCatalog.addImages("/mug.jpg").addProduct("1", "Mug", "/mug.jpg");
        try (var kept = ServerFixture.startWithRetention(Duration.ofDays(400))) {
            var path = kept.client().submit(productCatalog.csv());
            kept.client().awaitEnd(path);
            var year = kept.client().get(path).field("/expires_at").substring(0, 4);

            browser.open("http://127.0.0.1:" + kept.port() + path.replace("/v1", ""));

            browser.awaitText("#options-summary", "Kept until ");
            assertThat(browser.text("#options-summary")).contains(year);
        }
    }

    @Test
    void keepsProgressAfterReload() {
        open(submitHalfGated());
        awaitHalf();

        browser.reload();

        awaitHalf();
        gate.countDown();
        browser.awaitText("#state", "Finished");
        browser.reload();
        browser.awaitText("#state", "Finished");
        assertThat(browser.text("#images-done")).isEqualTo("" + IMAGES);
    }

    @Test
    void pollsWithoutEventStream() {
        browser.command("Network.setBlockedURLs", Map.of("urls", List.of("*/events")));
        open(submitHalfGated());
        awaitHalf();

        gate.countDown();

        browser.awaitText("#state", "Finished");
    }

    @Test
    void showsOfflineNoticeUntilServerIsBack() {
        try (var restartable = ServerFixture.startWithRealImages()) {
            var port = restartable.port();
            var request = restartable.client().submit(halfGatedCsv()).replace("/v1", "");
            browser.open("http://127.0.0.1:" + port + request);
            awaitHalf();

            restartable.stopServer();
            browser.awaitVisible("#offline");
            gate.countDown();
            try (var _ = restartable.startAnother(port)) {
                browser.awaitText("#state", "Finished");
                browser.awaitGone("#offline");
            }
        }
    }

    @Test
    void downloadsPartialCsvThenCompleteCsv() {
        open(submitHalfGated());
        awaitHalf();

        browser.click("#output");
        var partial = browser.downloaded("products-halftone.csv");
        gate.countDown();
        browser.awaitText("#state", "Finished");
        browser.click("#output");
        var complete = browser.downloaded("products-halftone.csv");

        assertThat(partial.lines()).hasSize(IMAGES + 1).anyMatch(line -> line.endsWith(","));
        assertThat(complete.lines()).hasSize(IMAGES + 1).noneMatch(line -> line.endsWith(","));
    }

    @Test
    void cancelsRequest() {
        open(submitHalfGated());
        awaitHalf();

        browser.click("#cancel");

        browser.awaitText("#state", "Cancelling");
        browser.awaitGone("#cancel");
        gate.countDown();
        browser.awaitText("#state", "Cancelled");
    }

    @Test
    void explainsFailuresAndRetriesThem() {
        productCatalog.addImages("/mug.jpg").addProduct("1", "Mug", "/mug.jpg", "/gone.jpg");
        productCatalog.host().respondTo("/page", MockResponse.status(200));
        productCatalog.addProduct("2", "Vase", "/also-gone.jpg", "/page");
        open(submit());
        browser.awaitText("#state", "Finished with errors");
        browser.await(
                "both failure codes are listed",
                () -> browser.findAll("#failure-groups li").size() == 2);

        assertThat(browser.texts("#failure-groups li").getFirst())
                .contains("2", "No image was found at this URL", "http_404");
        assertThat(browser.texts("#failure-groups li").getLast()).contains("1", "does not lead to an image");
        productCatalog.addImages("/gone.jpg", "/also-gone.jpg", "/page");
        browser.click("#retry");

        browser.awaitGone("#failures");
        browser.awaitText("#failed", "0");
        assertThat(browser.text("#state")).endsWith("Finished");
        assertThat(productCatalog.requestedPaths()).containsOnlyOnce("/mug.jpg");
    }

    @Test
    void asksBeforeDeleting() {
        open(submitHalfGated());
        gate.countDown();
        browser.awaitText("#state", "Finished");

        browser.click("#delete");
        browser.click("#confirm-delete [value=keep]");
        browser.awaitGone("#confirm-delete");
        browser.click("#delete");
        browser.click("#confirm-delete [value=delete]");

        browser.awaitVisible("#drop-zone");
        browser.back();
        browser.awaitText("#request-name", "Request not found");
    }

    private String submitHalfGated() {
        halfGatedCsv();
        return submit();
    }

    private String halfGatedCsv() {
        IntStream.rangeClosed(1, IMAGES).forEach(number -> {
            var path = "/" + number + ".jpg";
            var image = MockResponse.image("image/jpeg", ProductCatalog.IMAGE);
            productCatalog.host().respondTo(path, number % 2 == 0 ? image : image.delayUntil(gate));
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
        browser.await(
                "half of the images are done",
                () -> browser.text("#images-done").equals("" + IMAGES / 2));
    }
}
