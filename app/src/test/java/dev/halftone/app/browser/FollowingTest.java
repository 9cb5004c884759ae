package dev.halftone.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.LiveServer;
import dev.halftone.testkit.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A request from its first image to its last, and what can be done with it meanwhile and after.
@ExtendWith(WithBrowser.class)
class FollowingTest {
    private static final int PICTURES = 8;

    @RegisterExtension
    static final LiveServer server = LiveServer.startInEarnest();

    private final CountDownLatch door = new CountDownLatch(1);
    private final Shop shop = new Shop();
    private final Browser browser;

    FollowingTest(Browser browser) {
        this.browser = browser;
    }

    @AfterEach
    void closeTheShop() {
        door.countDown();
        shop.close();
        browser.command("Network.setBlockedURLs", Map.of("urls", List.of()));
    }

    @Test
    void showsProgressAsItIsMadeToTheEnd() {
        open(submitHalfBehindADoor());
        awaitHalf();

        assertThat(browser.title()).startsWith("50 % · Request of");
        assertThat(browser.text("#state")).contains("At work");
        assertThat(browser.text("#output")).isEqualTo("Download what is done so far");
        assertThat(browser.isTrue("document.getElementById('icon').href.startsWith('data:image/svg')"))
                .isTrue();
        door.countDown();
        browser.awaitText("#state", "Done");
        assertThat(browser.attribute("#bar", "aria-valuenow")).isEqualTo("" + PICTURES);
        assertThat(browser.title()).startsWith("Done · ");
        assertThat(browser.text("#gain")).endsWith("% saved");
        assertThat(browser.text("#left-title")).isEqualTo("Took");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void isTheSameAfterAReloadInTheMiddle() {
        open(submitHalfBehindADoor());
        awaitHalf();

        browser.reload();

        awaitHalf();
        door.countDown();
        browser.awaitText("#state", "Done");
        browser.reload();
        browser.awaitText("#state", "Done");
        assertThat(browser.text("#done")).isEqualTo("" + PICTURES);
    }

    @Test
    void asksNowAndThenWhereEventsDoNotComeThrough() {
        browser.command("Network.setBlockedURLs", Map.of("urls", List.of("*/events")));
        open(submitHalfBehindADoor());
        awaitHalf();

        door.countDown();

        browser.awaitText("#state", "Done");
    }

    @Test
    void saysThatTheServerIsOutOfReachUntilItIsNot() {
        try (var frail = LiveServer.startInEarnest()) {
            var port = frail.port();
            var request = frail.caller().submit(halfBehindADoor()).replace("/v1", "");
            browser.open("http://127.0.0.1:" + port + request);
            awaitHalf();

            frail.stopServer();
            browser.see("#offline");
            door.countDown();
            try (var _ = frail.startAnother(port)) {
                browser.awaitText("#state", "Done");
                browser.awaitGone("#offline");
            }
        }
    }

    @Test
    void givesWhatIsDoneSoFarAndTheWholeAtTheEnd() {
        open(submitHalfBehindADoor());
        awaitHalf();

        browser.click("#output");
        var soFar = browser.downloaded("output.csv");
        door.countDown();
        browser.awaitText("#state", "Done");
        browser.click("#output");
        var whole = browser.downloaded("output.csv");

        assertThat(soFar.lines()).hasSize(PICTURES + 1).anyMatch(line -> line.endsWith(","));
        assertThat(whole.lines()).hasSize(PICTURES + 1).noneMatch(line -> line.endsWith(","));
    }

    @Test
    void cancels() {
        open(submitHalfBehindADoor());
        awaitHalf();

        browser.click("#cancel");

        browser.awaitText("#state", "Cancelling");
        browser.awaitGone("#cancel");
        door.countDown();
        browser.awaitText("#state", "Cancelled");
    }

    @Test
    void saysWhatFailedAndTriesAgainWhatHasRecovered() {
        shop.has("/mug.jpg").sells("1", "Mug", "/mug.jpg", "/gone.jpg");
        shop.host().answers("/page", Answer.status(200));
        shop.sells("2", "Vase", "/also-gone.jpg", "/page");
        open(submit());
        browser.awaitText("#state", "Done, with gaps");
        browser.await("both reasons are there", () -> browser.all("#reasons li").size() == 2);

        assertThat(browser.texts("#reasons li").getFirst()).contains("2", "no picture at that address", "http_404");
        assertThat(browser.texts("#reasons li").getLast()).contains("1", "something else than a picture");
        shop.has("/gone.jpg", "/also-gone.jpg", "/page");
        browser.click("#retry");

        browser.awaitGone("#failures");
        browser.awaitText("#failed", "0");
        assertThat(browser.text("#state")).endsWith("Done");
        assertThat(shop.asked()).containsOnlyOnce("/mug.jpg");
    }

    @Test
    void asksBeforeItDeletes() {
        open(submitHalfBehindADoor());
        door.countDown();
        browser.awaitText("#state", "Done");

        browser.click("#delete");
        browser.click("#sure [value=keep]");
        browser.awaitGone("#sure");
        browser.click("#delete");
        browser.click("#sure [value=delete]");

        browser.see("#drop");
        browser.back();
        browser.awaitText("#name", "There is no such request");
    }

    private String submitHalfBehindADoor() {
        halfBehindADoor();
        return submit();
    }

    private String halfBehindADoor() {
        IntStream.rangeClosed(1, PICTURES).forEach(number -> {
            var path = "/" + number + ".jpg";
            var picture = Answer.image("image/jpeg", Shop.PICTURE);
            shop.host().answers(path, number % 2 == 0 ? picture : picture.after(door));
            shop.sells("" + number, "Product " + number, path);
        });
        return shop.csv();
    }

    private String submit() {
        return server.caller().submit(shop.csv()).replace("/v1", "");
    }

    private void open(String path) {
        browser.open("http://127.0.0.1:" + server.port() + path);
    }

    private void awaitHalf() {
        browser.await("half of it is done", () -> browser.text("#done").equals("" + PICTURES / 2));
    }
}
