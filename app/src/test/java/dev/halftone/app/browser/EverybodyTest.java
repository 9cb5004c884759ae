package dev.halftone.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.LiveServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/// The page is for everybody: without a mouse, without eyes for faint ink, on small screens and dark ones.
@ExtendWith(WithBrowser.class)
class EverybodyTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.startInEarnest();

    private static final Shop shop = new Shop();

    @TempDir
    private Path folder;

    private final Browser browser;

    EverybodyTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void stockTheShop() {
        shop.has("/mug.jpg").sells("1001", "Stoneware mug", "/mug.jpg", "/gone.jpg");
        shop.sells("1002", "Lamp", "htp:/slip.jpg");
    }

    @AfterAll
    static void closeTheShop() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({"light, 1200", "dark, 360"})
    void meetsNoBarrierOnTheWay(String scheme, int width) {
        browser.prefers("prefers-color-scheme", scheme);
        browser.size(width, 800);

        browser.open(page("/"));
        browser.see("#recent-state, #recent li");
        assertPassable("the start");
        bring(Shop.file(folder, "bad.csv", LiveServer.HEADER + ",,\r\n1,,\r\n"));
        browser.see("#violations td");
        assertPassable("a refusal");
        bring(shop.csvIn(folder));
        browser.awaitText("#state", "Done");
        browser.see("#reasons li");
        browser.click("#warnings-title");
        assertPassable("a request");
        browser.click("#rows button.thumb");
        browser.click("#show-before");
        browser.see("#compare");
        assertPassable("two pictures");
        browser.press(Keys.ESCAPE);
        browser.click("#delete");
        assertPassable("a question");
    }

    @ParameterizedTest
    @CsvSource({"360", "700", "1200"})
    void fitsTheScreen(int width) {
        browser.size(width, 800);
        for (var path : List.of("/", finished())) {
            browser.open(page(path));
            browser.await("it is all there", () -> browser.isSeen("#rows tr") || browser.isSeen("#recent li"));

            assertThat(browser.isTrue("document.documentElement.scrollWidth <= innerWidth"))
                    .as(path)
                    .isTrue();
        }
    }

    @Test
    void goesAllTheWayByKeyboard() {
        browser.open(page("/"));
        browser.all("#file").getFirst().sendKeys(shop.csvIn(folder).toString());
        browser.tabTo("#quality");
        browser.press(Keys.RIGHT, Keys.RIGHT);
        browser.tabTo("#begin");
        browser.press(Keys.ENTER);
        browser.awaitText("#state", "Done");
        assertThat(browser.text("#order")).contains("quality 52");

        browser.tabTo("#search");
        browser.press("mug");
        browser.awaitTexts("#rows .serial", "1001");
        browser.tabTo("button.thumb");
        browser.press(Keys.ENTER);
        browser.tabTo("#show-before");
        browser.press(Keys.ENTER);
        browser.see("#compare");
        browser.tabTo("#cut");
        browser.press(Keys.LEFT);
        browser.press(Keys.ESCAPE);
        browser.awaitGone("#viewer");
        assertThat(browser.isTrue("document.activeElement.matches('button.thumb')"))
                .isTrue();

        browser.run("document.body.focus(); scrollTo(0, 0)");
        browser.tabTo("#delete");
        browser.press(Keys.SPACE);
        browser.tabTo("#sure [value=delete]");
        browser.press(Keys.ENTER);
        browser.see("#drop");
    }

    @Test
    void showsWhereTheFocusIs() {
        browser.open(page("/"));
        browser.tabTo("#quality");

        assertThat(browser.isTrue("getComputedStyle(document.activeElement).outlineStyle === 'solid'"))
                .isTrue();
    }

    private static String finished() {
        var path = server.caller().submit(shop.csv());
        server.caller().awaitEnd(path);
        return path.replace("/v1", "");
    }

    private void bring(Path csv) {
        browser.all("#file").getFirst().sendKeys(csv.toString());
        browser.click("#begin");
    }

    private void assertPassable(String where) {
        assertThat(browser.barriers()).as(where).isEmpty();
    }

    private String page(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }
}
