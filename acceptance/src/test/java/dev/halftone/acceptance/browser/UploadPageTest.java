package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.api.MultipartForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// Uploading a CSV on the start page: the ways to choose one, and the errors of an invalid one.
@ExtendWith(BrowserExtension.class)
class UploadPageTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    @TempDir
    private Path folder;

    private final ProductCatalog productCatalog =
            new ProductCatalog().addImages("/mug.jpg").addProduct("1001", "Stoneware mug", "/mug.jpg");
    private final Browser browser;
    private final StartPage page;

    UploadPageTest(Browser browser) {
        this.browser = browser;
        this.page = new StartPage(browser);
    }

    @BeforeEach
    void openStartPage() {
        browser.open("http://127.0.0.1:" + server.port() + "/");
    }

    @AfterEach
    void closeCatalog() {
        productCatalog.close();
    }

    @Test
    void uploadsDroppedFile() {
        page.drop(productCatalog.writeCsv(folder)).start();

        browser.awaitText("#state", "Finished");
        assertThat(browser.text("#request-name")).isEqualTo("catalogue.csv");
        assertThat(productCatalog.requestedPaths()).containsExactly("/mug.jpg");
    }

    @Test
    void uploadsChosenFileWithOptions() {
        page.choose(productCatalog.writeCsv(folder));
        browser.run("document.getElementById('quality').value = 30");
        browser.run("document.getElementById('quality').dispatchEvent(new Event('input'))");
        browser.awaitText("#quality-help", "Very small files");
        page.start();

        browser.awaitText("#state", "Finished");
        assertThat(browser.text("#options-summary")).contains("quality 30", "1 product");
    }

    @Test
    void remembersTheImageSettingsOfTheLastRequest() {
        assertThat(browser.isVisible("#reset-settings")).isFalse();
        page.choose(productCatalog.writeCsv(folder));
        browser.tabTo("#quality");
        browser.press(Keys.LEFT);
        browser.select("#max-side", "1,200 pixels");
        browser.select("#format", "WebP");
        page.start();
        browser.awaitText("#state", "Finished");

        openStartPage();
        browser.awaitVisible("#reset-settings");
        assertThat(browser.text("#quality-value")).isEqualTo("49");
        assertThat(settings()).isEqualTo(List.of("49", "1200", "webp"));
        browser.click("#reset-settings");
        assertThat(settings()).isEqualTo(List.of("50", "2048", "keep"));
        browser.awaitGone("#reset-settings");
    }

    private Object settings() {
        return Objects.requireNonNull(
                browser.run("return ['quality', 'max-side', 'format'].map(id => document.getElementById(id).value)"));
    }

    @Test
    void startsWithTheDefaultSettingsWhereTheStoredOnesAreDamaged() {
        for (var stored : List.of("{", "5", "null", "{\"format\": \"bmp\", \"quality\": {}, \"max-side\": \"3\"}")) {
            browser.run("localStorage.setItem('halftone.image-settings', arguments[0])", stored);
            openStartPage();
            browser.awaitVisible("#drop-zone");
            browser.awaitText("#quality-help", "Recommended");

            assertThat(settings()).as(stored).isEqualTo(List.of("50", "2048", "keep"));
        }
    }

    @Test
    void showsAPictureAtThreeQualitiesBeforeTheStart() throws IOException {
        var picture = Files.write(folder.resolve("mug.jpg"), ProductCatalog.IMAGE);
        browser.click("#preview summary");
        browser.findAll("#preview-file").getFirst().sendKeys(picture.toString());

        browser.await("three previews", () -> browser.findAll("#previews li").size() == 3);
        assertThat(browser.texts("#previews strong")).containsExactly("Quality 30", "Quality 50", "Quality 70");
        browser.await(
                "their images are shown",
                () -> browser.isTrue(
                        "[...document.querySelectorAll('#previews img')].every(image => image.naturalWidth === 480)"));
        assertThat(browser.accessibilityViolations()).isEmpty();
        browser.setViewport(360, 800);
        assertThat(browser.isTrue("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        browser.tabTo("#previews button");
        browser.press(Keys.ENTER);
        assertThat(browser.text("#quality-value")).isEqualTo("30");
        browser.select("#format", "WebP");
        browser.awaitTexts("#previews strong", "Quality 10", "Quality 30", "Quality 50");
        browser.click("#reset-settings");
        browser.awaitTexts("#previews strong", "Quality 30", "Quality 50", "Quality 70");
        assertThat(browser.consoleMessages()).isEmpty();
        assertThat(productCatalog.requestedPaths()).isEmpty();
    }

    @Test
    void saysWhyAPictureCannotBeShown() {
        browser.click("#preview summary");
        var text = ProductCatalog.writeFile(folder, "mug.jpg", "not a picture");
        browser.findAll("#preview-file").getFirst().sendKeys(text.toString());

        browser.await(
                "the reason",
                () -> browser.isTrue(
                        "document.getElementById('preview-message').textContent.match(/^[A-Z].*image.*[.]$/) !== null"));
        assertThat(browser.findAll("#previews li")).isEmpty();
    }

    @Test
    void uploadsPastedCells() {
        var cells = "Serial Number\tProduct Name\tInput Image URLs\n1\tMug\t"
                + productCatalog.host().url("/mug.jpg");

        page.paste(cells).start();

        browser.awaitText("#state", "Finished");
        assertThat(browser.texts("#product-rows th")).containsExactly("Mug Succeeded");
    }

    @Test
    void listsProblemsOfInvalidCsv() {
        page.choose(ProductCatalog.writeFile(folder, "bad.csv", """
                Serial Number,Product Name,Input Image URLs
                1,Chair,https://shop.example/1.jpg
                2,,https://shop.example/2.jpg
                3,"=Vase <b>",
                """));

        browser.awaitText("#upload-error-title", "Fix these problems in your file");
        browser.await(
                "both problems are listed",
                () -> browser.findAll("#violations tbody tr").size() == 2);
        assertThat(browser.texts("#violations tbody tr").getFirst())
                .contains("3", "B", "no product name", "2,", "blank", ",https://shop.example/2.…");
        assertThat(browser.texts("#violations .excerpt").getLast()).isEqualTo("3,\"=Vase <b>\",blank");
        assertThat(browser.isTrue("document.activeElement.id === 'upload-error-title'"))
                .isTrue();
        browser.click("#violations-csv");
        assertThat(browser.downloaded("halftone-problems.csv"))
                .startsWith("\uFEFF\"Line\",\"Column\",\"Code\"")
                .contains("\"3\",\"B\",\"blank_product_name\"");
    }

    @Test
    void showsWarningsCollapsed() {
        page.choose(ProductCatalog.writeFile(folder, "odd.csv", productCatalog.csv() + "1002,Lamp,htp:/slip.jpg\n"));
        page.awaitVerdict("Standard layout: 2 rows with images, 2 images in 1 column");
        assertThat(browser.isVisible("#warning-list")).isFalse();
        page.start();

        browser.awaitText("#state", "Finished");
        browser.awaitText("#warnings-title", "1 warning about the file");
        assertThat(browser.isVisible("#warning-list")).isFalse();
        browser.click("#warnings-title");
        assertThat(browser.text("#warning-list tbody")).contains("3 C", "htp:/slip.jpg");
    }

    @Test
    void explainsInvalidOption() {
        page.choose(productCatalog.writeCsv(folder));
        browser.click(".options summary");
        browser.type("#webhook-url", "https://shop.example/hook");
        browser.type("#webhook-secret", "no secret");
        page.start();

        browser.awaitText("#upload-error-detail", "The signing secret is rejected");
    }

    @Test
    void namesRequestByItsReference() {
        page.choose(productCatalog.writeCsv(folder));
        browser.type("#reference", "Spring <b>sale</b>");
        page.start();

        browser.awaitText("#request-name", "Spring <b>sale</b>");
        browser.awaitText("#state", "Finished");
        assertThat(browser.text("#options-summary"))
                .startsWith("catalogue.csv · ")
                .doesNotContain("Kept until");
        assertThat(browser.title()).contains("Spring <b>sale</b>");
        browser.open("http://127.0.0.1:" + server.port() + "/");
        browser.awaitText("#recent .name", "Spring <b>sale</b>");
    }

    @Test
    void findsEarlierRequestsByNameAndStatus() {
        submit("May sale", "a.csv");
        submit("June sale", "b.csv");
        browser.reload();
        browser.awaitVisible("#recent li:nth-child(2)");

        browser.type("#recent-search", "MAY S");
        browser.awaitTexts("#recent .name", "May sale");
        browser.select("#recent-status", "Cancelled");

        browser.awaitText("#recent-message", "No request matches.");
        browser.select("#recent-status", "Finished");
        browser.awaitTexts("#recent .name", "May sale");
    }

    private void submit(String reference, String filename) {
        var form = MultipartForm.empty()
                .field("reference", reference)
                .fileWith("file", "filename=\"" + filename + "\"", productCatalog.csv());
        var id = server.client().postForm("/v1/requests", form).field("/request_id");
        server.client().awaitEnd("/v1/requests/" + id);
    }

    @Test
    void listsEarlierRequests() {
        server.client().awaitEnd(server.client().submit(productCatalog.csv()));
        browser.reload();

        browser.awaitVisible("#recent li");
        assertThat(browser.text("#recent li")).contains("Finished", "products.csv", "1 image", "saved");
        browser.click("#recent a");
        browser.awaitText("#state", "Finished");
    }
}
