package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
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
@ExtendWith(BrowserExtension.class)
class AccessibilityTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private static final ProductCatalog productCatalog = new ProductCatalog();

    @TempDir
    private Path folder;

    private final Browser browser;

    AccessibilityTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void addProducts() {
        productCatalog.addImages("/mug.jpg").addProduct("1001", "Stoneware mug", "/mug.jpg", "/gone.jpg");
        productCatalog.addProduct("1002", "Lamp", "htp:/slip.jpg");
    }

    @AfterAll
    static void closeTheShop() {
        productCatalog.close();
    }

    @ParameterizedTest
    @CsvSource({"light, 1200", "dark, 360"})
    void meetsNoBarrierOnTheWay(String scheme, int width) {
        browser.setMediaFeature("prefers-color-scheme", scheme);
        browser.setViewport(width, 800);

        browser.open(page("/"));
        browser.awaitVisible("#recent-state, #recent li");
        assertAccessible("the start");
        upload(ProductCatalog.writeFile(folder, "bad.csv", ServerFixture.HEADER + ",,\r\n1,,\r\n"));
        browser.awaitVisible("#violations td");
        assertAccessible("a refusal");
        upload(productCatalog.writeCsv(folder));
        browser.awaitText("#state", "Done");
        browser.awaitVisible("#reasons li");
        browser.click("#warnings-title");
        assertAccessible("a request");
        browser.click("#rows button.thumb");
        browser.click("#show-before");
        browser.awaitVisible("#compare");
        assertAccessible("two pictures");
        browser.press(Keys.ESCAPE);
        browser.click("#delete");
        assertAccessible("a question");
    }

    @ParameterizedTest
    @CsvSource({"360", "700", "1200"})
    void fitsTheScreen(int width) {
        browser.setViewport(width, 800);
        for (var path : List.of("/", finished())) {
            browser.open(page(path));
            browser.await("it is all there", () -> browser.isVisible("#rows tr") || browser.isVisible("#recent li"));

            assertThat(browser.isTrue("document.documentElement.scrollWidth <= innerWidth"))
                    .as(path)
                    .isTrue();
        }
    }

    @Test
    void goesAllTheWayByKeyboard() {
        browser.open(page("/"));
        browser.findAll("#file")
                .getFirst()
                .sendKeys(productCatalog.writeCsv(folder).toString());
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
        browser.awaitVisible("#compare");
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
        browser.awaitVisible("#drop");
    }

    @Test
    void showsWhereTheFocusIs() {
        browser.open(page("/"));
        browser.tabTo("#quality");

        assertThat(browser.isTrue("getComputedStyle(document.activeElement).outlineStyle === 'solid'"))
                .isTrue();
    }

    private static String finished() {
        var path = server.client().submit(productCatalog.csv());
        server.client().awaitEnd(path);
        return path.replace("/v1", "");
    }

    private void upload(Path csv) {
        browser.findAll("#file").getFirst().sendKeys(csv.toString());
        browser.click("#begin");
    }

    private void assertAccessible(String where) {
        assertThat(browser.accessibilityViolations()).as(where).isEmpty();
    }

    private String page(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }
}
