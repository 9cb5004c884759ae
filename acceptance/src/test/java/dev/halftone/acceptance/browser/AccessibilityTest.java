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

/// Checks that the page works by keyboard, with screen readers, on small screens and in dark mode.
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
    static void closeCatalog() {
        productCatalog.close();
    }

    @ParameterizedTest
    @CsvSource({"light, 1200", "dark, 360"})
    void hasNoAccessibilityViolations(String scheme, int width) {
        browser.setMediaFeature("prefers-color-scheme", scheme);
        browser.setViewport(width, 800);

        browser.open(page("/"));
        browser.awaitVisible("#recent-message, #recent li");
        assertAccessible("start page");
        var start = new StartPage(browser);
        start.choose(ProductCatalog.writeFile(folder, "bad.csv", ServerFixture.HEADER + ",,\r\n1,,\r\n"));
        browser.awaitVisible("#violations td");
        assertAccessible("upload error");
        start.choose(ProductCatalog.writeFile(folder, "shop.csv", "sku,base_image,note\n1,/m/mug.jpg,x\n"));
        browser.awaitVisible("#base-url");
        assertAccessible("paths");
        start.choose(ProductCatalog.writeFile(folder, "own.csv", "A,,Photo\n1,x,http://127.0.0.1/1.jpg\n"))
                .awaitVerdict("Unknown file");
        assertAccessible("unknown file");
        browser.select("#role-2", "Leave alone");
        start.awaitVerdict("Choose a column");
        assertAccessible("no column of images");
        start.choose(ProductCatalog.writeFile(
                        folder,
                        "lossy.csv",
                        "Serial Number,Product Name,Image URLs,Colour\n1,Mug,http://127.0.0.1/1.jpg,teal\n"))
                .awaitVerdict("Standard layout");
        browser.awaitVisible("#keep-columns");
        assertAccessible("ignored column");
        start.choose(productCatalog.writeCsv(folder)).awaitVerdict("Standard layout");
        assertAccessible("checked file");
        start.start();
        browser.awaitText("#state", "Finished");
        browser.awaitVisible("#failure-groups li");
        browser.click("#warnings-title");
        assertAccessible("request page");
        browser.click("#filter label:has([value=grid])");
        browser.awaitVisible("#product-grid canvas.loaded");
        assertAccessible("grid");
        browser.click("#filter label:has([value=list])");
        browser.click("#product-rows button.thumbnail");
        browser.click("#show-original");
        browser.awaitVisible("#comparison");
        assertAccessible("image comparison");
        browser.press(Keys.ESCAPE);
        browser.click("#delete");
        assertAccessible("delete confirmation");
        browser.open(page("/"));
        browser.awaitVisible("#recent li");
        assertAccessible("earlier requests");
        browser.type("#recent-search", "nothing has this name");
        browser.awaitText("#recent-message", "No request matches.");
        assertAccessible("no match");
        browser.open(page("/nothing-here"));
        browser.awaitVisible("h1");
        assertAccessible("not found");
    }

    @ParameterizedTest
    @CsvSource({"360", "700", "1200"})
    void fitsTheScreenWidth(int width) {
        browser.setViewport(width, 800);
        for (var path : List.of("/", finishedRequest())) {
            browser.open(page(path));
            browser.await(
                    "the page is loaded",
                    () -> browser.isVisible("#product-rows tr") || browser.isVisible("#recent li"));

            assertThat(browser.isTrue("document.documentElement.scrollWidth <= innerWidth"))
                    .as(path)
                    .isTrue();
        }
    }

    @Test
    void worksByKeyboardAlone() {
        browser.open(page("/"));
        new StartPage(browser).choose(productCatalog.writeCsv(folder)).awaitVerdict("Standard layout");
        browser.tabTo("#quality");
        browser.press(Keys.RIGHT, Keys.RIGHT);
        browser.tabTo("#reference");
        browser.press("By keyboard");
        browser.tabTo("#submit");
        browser.press(Keys.ENTER);
        browser.awaitText("#state", "Finished");
        assertThat(browser.text("#options-summary")).contains("quality 52");
        assertThat(browser.text("#request-name")).isEqualTo("By keyboard");

        browser.tabTo("#search");
        browser.press("mug");
        browser.awaitTexts("#product-rows .serial", "1001");
        browser.tabTo("button.thumbnail");
        browser.press(Keys.ENTER);
        browser.tabTo("#show-original");
        browser.press(Keys.ENTER);
        browser.awaitVisible("#comparison");
        browser.tabTo("#divider-position");
        browser.press(Keys.LEFT);
        browser.press(Keys.ESCAPE);
        browser.awaitGone("#viewer");
        assertThat(browser.isTrue("document.activeElement.matches('button.thumbnail')"))
                .isTrue();

        browser.run("document.body.focus(); scrollTo(0, 0)");
        browser.tabTo("#delete");
        browser.press(Keys.SPACE);
        browser.tabTo("#confirm-delete [value=delete]");
        browser.press(Keys.ENTER);
        browser.awaitVisible("#drop-zone");

        finishedRequest();
        browser.open(page("/"));
        browser.awaitVisible("#recent li");
        browser.tabTo("#recent-search");
        browser.press("nothing has this name");
        browser.awaitText("#recent-message", "No request matches.");
        assertThat(browser.isTrue("document.activeElement.id === 'recent-search'"))
                .isTrue();
    }

    @Test
    void showsFocusOutline() {
        browser.open(page("/"));
        browser.tabTo("#quality");

        assertThat(browser.isTrue("getComputedStyle(document.activeElement).outlineStyle === 'solid'"))
                .isTrue();
    }

    private static String finishedRequest() {
        var path = server.client().submit(productCatalog.csv());
        server.client().awaitEnd(path);
        return path.replace("/v1", "");
    }

    private void assertAccessible(String view) {
        assertThat(browser.accessibilityViolations()).as(view).isEmpty();
    }

    private String page(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }
}
