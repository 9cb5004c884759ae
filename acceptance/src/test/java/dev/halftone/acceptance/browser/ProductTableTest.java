package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/// The products of a catalogue and their pictures, before and after.
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
    static void finishARequest() {
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
    static void closeTheShop() {
        productCatalog.close();
    }

    @BeforeEach
    void open() {
        browser.open(request);
        browser.awaitVisible("#rows tr");
    }

    @Test
    void showsPicturesInTheirOrderAndSaysWhyOneIsMissing() {
        var mug = "#rows tr:first-child ";

        assertThat(browser.findAll(mug + ".thumbs > li")).hasSize(3);
        assertThat(browser.text(mug + ".thumbs > li:nth-child(2)")).startsWith("×");
        assertThat(browser.text(mug + ".complaints")).startsWith("Image 2: There is no picture at that address.");
        browser.await(
                "both pictures are drawn",
                () -> browser.findAll(mug + "canvas.drawn").size() == 2);
        assertThat(browser.isTrue(
                        "document.querySelector(arguments[0]).getContext('2d').getImageData(56, 56, 1, 1).data[3] === 255",
                        mug + "canvas"))
                .isTrue();
    }

    @Test
    void takesWhatACsvSaysForText() {
        assertThat(browser.text("#rows tr:nth-child(2) th")).startsWith(HOSTILE);
        assertThat(browser.findAll("#rows tr:nth-child(2) a")).isEmpty();
        assertThat(browser.title()).doesNotContain("pwned");
    }

    @Test
    void showsThoseWithGapsOnly() {
        browser.click("#filter label:nth-of-type(3)");

        browser.awaitTexts("#rows .serial", "S-1", "S-2");
        assertThat(browser.url()).endsWith("?show=partial%2Cfailed");
        browser.reload();
        browser.awaitTexts("#rows .serial", "S-1", "S-2");
        browser.click("#filter label:nth-of-type(4)");
        browser.awaitText("#found", "None");
    }

    @Test
    void findsByNameAndSerialNumber() {
        browser.type("#search", "TEAL");
        browser.awaitTexts("#rows .serial", "S-1");

        browser.type("#search", Keys.chord(Keys.CONTROL, "a") + "s-44");
        browser.awaitTexts("#rows .serial", "S-44");
        browser.type("#search", "x");

        browser.awaitText("#found", "Nothing has “s-44x”");
    }

    @Test
    void turnsPagesAndBack() {
        browser.click("#next");
        browser.awaitText("#rows tr", "S-26");
        var second = browser.url();
        browser.click("#next");
        browser.awaitText("#rows tr", "S-51");
        assertThat(browser.isTrue("document.getElementById('next').disabled")).isTrue();

        browser.click("#previous");
        browser.awaitText("#rows tr", "S-26");
        browser.back();
        browser.awaitText("#rows tr", "S-51");
        browser.open(second);
        browser.awaitText("#rows tr", "S-26");
        browser.click("#first");

        browser.awaitText("#rows tr", "S-1");
    }

    @Test
    void comparesAPictureWithItsOriginalOnceAskedTo() {
        var askedBefore = productCatalog.requestedPaths().size();
        browser.click("#rows button.thumb");
        browser.awaitText("#viewer-place", "Image 1 of 3");
        assertThat(productCatalog.requestedPaths()).hasSize(askedBefore);

        browser.click("#show-before");
        browser.awaitText("#before-pixels", "480 × 360 pixels");
        browser.awaitVisible("#cut").sendKeys(Keys.HOME, Keys.RIGHT, Keys.RIGHT);

        assertThat(browser.isTrue("getComputedStyle(document.getElementById('before')).clipPath.includes('98%')"))
                .isTrue();
        assertThat(browser.text("#after-pixels")).isEqualTo("480 × 360 pixels");
        assertThat(browser.text("#pair-saved")).endsWith("%");
        browser.click("#zoom");
        assertThat(browser.attribute("#zoom", "aria-pressed")).isEqualTo("true");
        assertThat(browser.isTrue("document.getElementById('after').clientWidth === 480"))
                .isTrue();
        browser.click("#image-after");
        browser.awaitText("#viewer-place", "Image 3 of 3");
        browser.press(Keys.ESCAPE);
        browser.awaitGone("#viewer");
    }

    @Test
    void saysWhereAnOriginalCannotBeShown() {
        browser.click("#rows tr:nth-child(3) button.thumb");
        browser.run(
                "document.getElementById('before').src = arguments[0]",
                productCatalog.host().url("/gone.jpg"));

        browser.awaitText("#before-words", "cannot be shown here");
        assertThat(browser.attribute("#before-link a", "href"))
                .isEqualTo(productCatalog.host().url("/a.jpg"));
    }
}
