package dev.halftone.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// How a CSV is brought, and what becomes of one that is not good.
@ExtendWith(BrowserExtension.class)
class UploadPageTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    @TempDir
    private Path folder;

    private final ProductCatalog productCatalog =
            new ProductCatalog().addImages("/mug.jpg").addProduct("1001", "Stoneware mug", "/mug.jpg");
    private final Browser browser;

    UploadPageTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void openTheStart() {
        browser.open("http://127.0.0.1:" + server.port() + "/");
    }

    @AfterEach
    void closeTheShop() {
        productCatalog.close();
    }

    @Test
    void takesAFileThatIsDropped() {
        browser.drop(productCatalog.writeCsv(folder), "#drop");
        browser.awaitText("#chosen", "catalogue.csv");
        browser.click("#begin");

        browser.awaitText("#state", "Done");
        assertThat(browser.text("#name")).isEqualTo("catalogue.csv");
        assertThat(productCatalog.requestedPaths()).containsExactly("/mug.jpg");
    }

    @Test
    void takesAFileThatIsChosen() {
        choose(productCatalog.writeCsv(folder));
        browser.run("document.getElementById('quality').value = 30");
        browser.run("document.getElementById('quality').dispatchEvent(new Event('input'))");
        browser.awaitText("#quality-meaning", "Very small files");
        browser.click("#begin");

        browser.awaitText("#state", "Done");
        assertThat(browser.text("#order")).contains("quality 30", "1 product");
    }

    @Test
    void takesCellsThatArePastedFromASpreadsheet() {
        var cells = "Serial Number\tProduct Name\tInput Image URLs\n1\tMug\t"
                + productCatalog.host().url("/mug.jpg");

        browser.run("""
                const clipboardData = new DataTransfer();
                clipboardData.setData('text/plain', arguments[0]);
                document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
                """, cells);
        browser.click("#begin");

        browser.awaitText("#state", "Done");
        assertThat(browser.texts("#rows th")).containsExactly("Mug Done");
    }

    @Test
    void showsWhatIsWrongWithACsvAndWhere() {
        choose(ProductCatalog.writeFile(folder, "bad.csv", """
                Serial Number,Product Name,Input Image URLs
                1,Chair,https://shop.example/1.jpg
                2,,https://shop.example/2.jpg
                3,"=Vase <b>",
                """));
        browser.click("#begin");

        browser.awaitText("#refusal-title", "has problems");
        browser.await(
                "both are listed", () -> browser.findAll("#violations tbody tr").size() == 2);
        assertThat(browser.texts("#violations tbody tr").getFirst())
                .contains("3", "B", "no product name", "2,", "blank", ",https://shop.example/2.…");
        assertThat(browser.texts("#violations .quote").getLast()).isEqualTo("3,\"=Vase <b>\",blank");
        assertThat(browser.isTrue("document.activeElement.id === 'refusal-title'"))
                .isTrue();
        browser.click("#violations-csv");
        assertThat(browser.downloaded("halftone-problems.csv"))
                .startsWith("\uFEFF\"Line\",\"Column\",\"Code\"")
                .contains("\"3\",\"B\",\"blank_product_name\"");
    }

    @Test
    void foldsWhatIsOddAndGoesAhead() {
        choose(ProductCatalog.writeFile(folder, "odd.csv", productCatalog.csv() + "1002,Lamp,htp:/slip.jpg\n"));
        browser.click("#begin");

        browser.awaitText("#warnings-title", "1 odd thing");
        assertThat(browser.isVisible("#warning-list")).isFalse();
        browser.click("#warnings-title");
        assertThat(browser.text("#warning-list tbody")).contains("3 C", "htp:/slip.jpg");
    }

    @Test
    void saysWhichOptionCannotBe() {
        choose(productCatalog.writeCsv(folder));
        browser.click("summary");
        browser.type("#webhook", "https://shop.example/hook");
        browser.type("#secret", "no secret");
        browser.click("#begin");

        browser.awaitText("#refusal-detail", "The signing secret is refused");
    }

    @Test
    void findsEarlierRequestsAgain() {
        server.client().awaitEnd(server.client().submit(productCatalog.csv()));
        browser.reload();

        browser.awaitVisible("#recent li");
        assertThat(browser.text("#recent li")).contains("Done", "1 product", "1 image", "saved");
        browser.click("#recent a");
        browser.awaitText("#state", "Done");
    }

    private void choose(Path csv) {
        browser.findAll("#file").getFirst().sendKeys(csv.toString());
    }
}
