package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/// The product list of a request, and the viewer that compares an image with its original.
@ExtendWith(BrowserExtension.class)
class ProductTableTest {
    private static final String HOSTILE = "<img src=x onerror=document.title='pwned'>";

    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private static final ProductCatalog productCatalog = new ProductCatalog();
    private static String request = "";

    private final Browser browser;

    ProductTableTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void finishRequest() {
        productCatalog.addImages("/a.jpg", "/b.jpg");
        productCatalog.addProduct("S-1", "Teal mug", "/a.jpg", "/gone.jpg", "/b.jpg");
        productCatalog.addProduct("S-2", HOSTILE, "javascript:document.title=1");
        IntStream.rangeClosed(3, 60)
                .forEach(number -> productCatalog.addProduct("S-" + number, "Lamp no. " + number, "/a.jpg"));
        var path = server.client().submit(productCatalog.csv());
        server.client().awaitEnd(path);
        request = "http://127.0.0.1:" + server.port() + path.replace("/v1", "");
    }

    @AfterAll
    static void closeCatalog() {
        productCatalog.close();
    }

    @BeforeEach
    void open() {
        browser.open(request);
        browser.awaitVisible("#product-rows tr");
    }

    @Test
    void showsImagesInOrderAndExplainsFailures() {
        var mug = "#product-rows tr:first-child ";

        assertThat(browser.findAll(mug + ".thumbnails > li")).hasSize(3);
        assertThat(browser.text(mug + ".thumbnails > li:nth-child(2)")).startsWith("×");
        assertThat(browser.text(mug + ".failure-list")).startsWith("Image 2: No image was found at this URL.");
        browser.await(
                "both thumbnails are loaded",
                () -> browser.findAll(mug + "canvas.loaded").size() == 2);
        assertThat(browser.isTrue(
                        "document.querySelector(arguments[0]).getContext('2d').getImageData(56, 56, 1, 1).data[3] === 255",
                        mug + "canvas"))
                .isTrue();
    }

    @Test
    void showsCsvContentAsText() {
        assertThat(browser.text("#product-rows tr:nth-child(2) th")).startsWith(HOSTILE);
        assertThat(browser.findAll("#product-rows tr:nth-child(2) a")).isEmpty();
        assertThat(browser.title()).doesNotContain("pwned");
    }

    @Test
    void filtersByStatus() {
        browser.click("#filter label:nth-of-type(3)");

        browser.awaitTexts("#product-rows .serial", "S-1", "S-2");
        assertThat(browser.url()).endsWith("?show=partial%2Cfailed");
        browser.reload();
        browser.awaitTexts("#product-rows .serial", "S-1", "S-2");
        browser.click("#filter label:nth-of-type(4)");
        browser.awaitText("#products-message", "No products.");
    }

    @Test
    void searchesByNameAndSerialNumber() {
        browser.type("#search", "TEAL");
        browser.awaitTexts("#product-rows .serial", "S-1");

        browser.type("#search", Keys.chord(Keys.CONTROL, "a") + "s-44");
        browser.awaitTexts("#product-rows .serial", "S-44");
        browser.type("#search", "x");

        browser.awaitText("#products-message", "No product has “s-44x”");
    }

    @Test
    void pagesForwardAndBack() {
        assertThat(browser.text("#page-position")).isEqualTo("Products 1–25 of 60 · page 1 of 3");
        browser.click("#next");
        browser.awaitText("#product-rows tr", "S-26");
        browser.awaitText("#page-position", "Products 26–50 of 60 · page 2 of 3");
        var second = browser.url();
        browser.click("#next");
        browser.awaitText("#product-rows tr", "S-51");
        assertThat(browser.isTrue("document.getElementById('next').disabled")).isTrue();

        browser.click("#previous");
        browser.awaitText("#product-rows tr", "S-26");
        browser.back();
        browser.awaitText("#product-rows tr", "S-51");
        browser.open(second);
        browser.awaitText("#product-rows tr", "S-26");
        browser.awaitText("#page-position", "page 2 of 3");
        browser.click("#first");

        browser.awaitText("#product-rows tr", "S-1");
        assertThat(browser.url()).isEqualTo(request);
    }

    /// The number of matches is known only on the last page.
    @Test
    void countsTheProductsOfAFilterAtItsEnd() {
        browser.click("#filter label:nth-of-type(2)");
        browser.awaitText("#product-rows tr", "S-3");
        browser.awaitText("#page-position", "Products 1–25 · page 1");
        browser.click("#next");
        browser.awaitText("#page-position", "Products 26–50 · page 2");
        browser.click("#next");

        browser.awaitText("#page-position", "Products 51–58 of 58 · page 3 of 3");
        browser.type("#search", "no such product");
        browser.awaitText("#products-message", "No product has");
        assertThat(browser.isVisible("#page-position")).isFalse();
    }

    @Test
    void showsAllImagesAsAGridByKeyboard() {
        browser.tabTo("[name=view]");
        browser.press(Keys.RIGHT);

        browser.awaitVisible("#product-grid li");
        assertThat(browser.isVisible("#products")).isFalse();
        assertThat(browser.texts("#product-grid li p").subList(0, 5))
                .containsExactly("Teal mug S-1", "Teal mug S-1", "Teal mug S-1", HOSTILE + " S-2", "Lamp no. 3 S-3");
        assertThat(browser.findAll("#product-grid li")).hasSize(27);
        assertThat(browser.findAll("#product-grid .thumbnail.failed")).hasSize(2);
        browser.await(
                "the first image is drawn",
                () -> !browser.findAll("#product-grid canvas.loaded").isEmpty());
        browser.tabTo("#product-grid button");
        browser.press(Keys.ENTER);
        browser.awaitText("#viewer-position", "Image 1 of 3");
        browser.press(Keys.ESCAPE);
        browser.reload();
        browser.awaitVisible("#product-grid li");
        browser.click("#filter label:has([value=list])");
        browser.awaitVisible("#products");
        assertThat(browser.findAll("#product-grid li")).isEmpty();
    }

    @Test
    void copiesTheNewUrlOfAnImage() {
        browser.allow("clipboardReadWrite", "clipboardSanitizedWrite");
        copyFirstUrl();

        assertThat(clipboard()).isEqualTo(browser.attribute("#compressed-link a", "href"));
        browser.click("#next-image");
        assertThat(browser.isVisible("#copy-message")).isFalse();
    }

    /// As on pages loaded over plain HTTP from another machine.
    @Test
    void copiesWithoutTheClipboardOfSecurePages() {
        browser.allow("clipboardReadWrite", "clipboardSanitizedWrite");
        browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })");
        copyFirstUrl();

        browser.run("delete navigator.clipboard");
        assertThat(clipboard()).isEqualTo(browser.attribute("#compressed-link a", "href"));
    }

    private void copyFirstUrl() {
        browser.click("#product-rows button.thumbnail");
        browser.click("#copy-url");
        browser.awaitText("#copy-message", "Copied.");
    }

    private String clipboard() {
        return String.valueOf(browser.runAsync("navigator.clipboard.readText().then(arguments[0])"));
    }

    @Test
    void ignoresAnInvalidPageNumber() {
        browser.click("#next");
        browser.awaitText("#page-position", "page 2 of 3");
        var second = browser.url();
        for (var number : List.of("0", "-3", "2.5", "x")) {
            browser.open(second.replace("page=2", "page=" + number));
            browser.awaitText("#product-rows tr", "S-26");

            assertThat(browser.isVisible("#page-position")).as(number).isFalse();
        }
    }

    @Test
    void writesNumbersAsTheBrowsersLanguageDoes() {
        browser.command("Emulation.setLocaleOverride", Map.of("locale", "de-DE"));
        try {
            browser.reload();
            browser.awaitText("#images-total", "of 62 (100 %)");
            assertThat(browser.text("#saved")).endsWith(" % saved");
            assertThat(browser.text("#bytes")).containsPattern("\\d,\\d kB");
        } finally {
            browser.command("Emulation.setLocaleOverride", Map.of());
        }
    }

    @Test
    void loadsOriginalOnlyOnRequestAndComparesIt() {
        var requestsBefore = productCatalog.requestedPaths().size();
        browser.click("#product-rows button.thumbnail");
        browser.awaitText("#viewer-position", "Image 1 of 3");
        assertThat(productCatalog.requestedPaths()).hasSize(requestsBefore);

        browser.click("#show-original");
        browser.awaitText("#original-dimensions", "480 × 360 pixels");
        browser.awaitVisible("#divider-position").sendKeys(Keys.HOME, Keys.RIGHT, Keys.RIGHT);

        assertThat(browser.isTrue("getComputedStyle(document.getElementById('original')).clipPath.includes('98%')"))
                .isTrue();
        assertThat(browser.text("#compressed-dimensions")).isEqualTo("480 × 360 pixels");
        assertThat(browser.text("#saved-percent")).endsWith("%");
        browser.click("#zoom");
        assertThat(browser.attribute("#zoom", "aria-pressed")).isEqualTo("true");
        assertThat(browser.isTrue("document.getElementById('compressed').clientWidth === 480"))
                .isTrue();
        browser.click("#next-image");
        browser.awaitText("#viewer-position", "Image 3 of 3");
        browser.press(Keys.ESCAPE);
        browser.awaitGone("#viewer");
    }

    @Test
    void explainsWhyOriginalIsNotShown() {
        browser.click("#product-rows tr:nth-child(3) button.thumbnail");
        browser.run(
                "document.getElementById('original').src = arguments[0]",
                productCatalog.host().url("/gone.jpg"));

        browser.awaitText("#original-message", "cannot be shown here");
        assertThat(browser.attribute("#original-link a", "href"))
                .isEqualTo(productCatalog.host().url("/a.jpg"));
    }
}
