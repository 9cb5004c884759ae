package dev.halftone.acceptance.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.SmallWorkbook;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/// What the start page shows of a file before anything starts, and how the user changes it.
@ExtendWith(BrowserExtension.class)
class FileCheckTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    private static final String NEW_URL = "http://halftone\\.test/processed_images/[0-9a-f]+\\.jpg";

    @TempDir
    private Path folder;

    private final ProductCatalog catalog = new ProductCatalog().addImages("/1.jpg", "/2.jpg", "/m/u/mug.jpg");
    private final Browser browser;
    private final StartPage page;

    FileCheckTest(Browser browser) {
        this.browser = browser;
        this.page = new StartPage(browser);
    }

    @BeforeEach
    void open() {
        StartPage.open(browser, server.port());
    }

    @AfterEach
    void close() {
        catalog.close();
        block();
        limitUpload(-1);
    }

    private void block(String... urls) {
        browser.command("Network.setBlockedURLs", Map.of("urls", List.of(urls)));
    }

    /// @param bytesPerSecond -1 for no limit
    private void limitUpload(int bytesPerSecond) {
        browser.command(
                "Network.emulateNetworkConditions",
                Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", bytesPerSecond));
    }

    /// `@1` and `@2` stand for image URLs, `|` for the ends of lines.
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '~',
            value = {
                "Shopify export: 2 rows with images, 2 images in 2 columns"
                        + "~Handle,Title,Image Src,Variant Image|mug,Mug,@1,|mug,,,@2|card,Gift card,,",
                "WooCommerce export: 1 row with images, 2 images in 1 column"
                        + "~ID,Type,SKU,Name,Images|7,simple,M-1,Mug,\"@1, @2\"",
                "Magento export: 1 row with images, 2 images in 2 columns"
                        + "~sku,name,base_image,additional_images|M-1,Mug,@1,@2",
                "Google Merchant feed: 1 row with images, 2 images in 2 columns"
                        + "~id,title,image_link,additional_image_link|M-1,Mug,@1,@2",
                "BigCommerce export: 1 row with images, 2 images in 2 columns"
                        + "~Product ID,Product Name,Product Image URL - 1,Product Image URL - 2|7,Mug,@1,@2",
                "Etsy export: 1 row with images, 2 images in 2 columns~TITLE,IMAGE1,IMAGE2,SKU|Mug,@1,@2,M-1",
                "Wix export: 1 row with images, 2 images in 1 column~handleId,name,productImageUrl|m,Mug,@1;@2",
            })
    void returnsExportOfShopWithNewUrls(String verdict, String rows) {
        var export = rows.replace("|", "\r\n").replace("@1", url(1)).replace("@2", url(2));

        page.drop(ProductCatalog.writeFile(folder, "export.csv", export)).awaitVerdict(verdict);
        assertThat(browser.text("#result-note")).startsWith("You get this file back");
        assertThat(catalog.requestedPaths()).isEmpty();
        page.start();
        browser.awaitText("#state", "Finished");
        assertThat(browser.text("#options-summary")).startsWith(verdict.substring(0, verdict.indexOf(':')));
        assertThat(browser.text("#output")).isEqualTo("Download the file for your shop");
        browser.click("#output");

        assertThat(browser.downloaded("export-halftone.csv").replaceAll(NEW_URL, "new"))
                .isEqualTo(export.replaceAll(catalog.host().url("/[12].jpg"), "new"));
    }

    @Test
    void mapsUnknownFileByKeyboard() {
        var csv = "Article,Label,Shop page,Photo,Back\nM-1,Mug,https://shop.example/p/1,%s,%s\n"
                .formatted(url(1), url(2));

        page.choose(ProductCatalog.writeFile(folder, "own.csv", csv))
                .awaitVerdict("Unknown file: 1 row with images, 2 images in 2 columns");
        assertThat(page.columns())
                .containsExactly(
                        "Article: Leave alone",
                        "Label: Leave alone",
                        "Shop page: Leave alone",
                        "Photo: Images",
                        "Back: Images");
        browser.tabTo("#role-0");
        browser.press("ID");
        page.awaitVerdict("Custom columns");
        assertThat(browser.isTrue("document.activeElement.id === 'role-0'")).isTrue();
        browser.press(Keys.TAB, "Name");
        browser.tabTo("#role-4");
        browser.press("Leave");
        page.awaitVerdict("Custom columns: 1 row with images, 1 image in 1 column");
        browser.tabTo("#submit");
        browser.press(Keys.ENTER);

        browser.awaitText("#state", "Finished");
        assertThat(browser.texts("#product-rows .serial")).containsExactly("M-1");
        assertThat(browser.texts("#product-rows th")).containsExactly("Mug Succeeded");
        assertThat(catalog.requestedPaths()).containsExactly("/1.jpg");
    }

    @Test
    void warnsOfFileWithoutHeader() {
        page.choose(ProductCatalog.writeFile(folder, "own.csv", "1,Mug,%s\n2,Lamp,%s\n".formatted(url(1), url(2))))
                .awaitVerdict("Unknown file: 1 row with images");

        assertThat(browser.text("#result-note")).contains("The first row is taken for the header, but has URLs");
    }

    @Test
    void usesColumnsOfSameNameTogether() {
        var csv = "Ref,Photo,Photo,Picture\nM-1,%s,%s,%s\n".formatted(url(1), url(2), url(1));
        page.choose(ProductCatalog.writeFile(folder, "own.csv", csv)).awaitVerdict("3 images in 3 columns");

        browser.select("#role-2", "Leave alone");

        page.awaitVerdict("Custom columns: 1 row with images, 1 image in 1 column");
        assertThat(page.columns())
                .containsExactly("Ref: ID", "Photo: Leave alone", "Photo: Leave alone", "Picture: Images");
    }

    @Test
    void undoesChangesToColumns() {
        var csv = "Handle,Title,Image Src,Variant Image\nmug,Mug,%s,%s\n".formatted(url(1), url(2));
        page.choose(ProductCatalog.writeFile(folder, "shop.csv", csv)).awaitVerdict("Shopify export");

        browser.select("#role-2", "Leave alone");
        page.awaitVerdict("Custom columns: 1 row with images, 1 image in 1 column");
        browser.select("#role-3", "Leave alone");
        page.awaitVerdict("Choose a column with image URLs");
        assertThat(browser.isTrue("document.getElementById('submit').disabled")).isTrue();
        browser.click("#reset-columns");

        page.awaitVerdict("Shopify export: 1 row with images, 2 images in 2 columns");
        assertThat(page.columns()).contains("Image Src: Images", "Variant Image: Images");
    }

    @Test
    void offersToKeepColumnsThatWouldBeLost() {
        var csv = "Serial Number,Product Name,Input Image URLs,Colour\n1,Mug,%s,teal\n".formatted(url(1));

        page.choose(ProductCatalog.writeFile(folder, "catalogue.csv", csv)).awaitVerdict("Standard layout");
        assertThat(browser.text("#warning-list tbody")).contains("Colour");
        browser.click("#keep-columns");
        browser.awaitText("#result-note", "You get all columns back");
        page.start();
        browser.awaitText("#state", "Finished");
        browser.click("#output");

        assertThat(browser.downloaded("catalogue-halftone.csv"))
                .startsWith("Serial Number,Product Name,Input Image URLs,Colour,Output");
    }

    @Test
    void triesSampleOfServer() {
        browser.click("#use-sample");

        page.awaitVerdict("Standard layout: 7 rows with images, 14 images in 1 column");
        page.start();
        browser.awaitText("#state", "Finished with errors");
        browser.awaitTexts("#failure-groups .number", "1");
    }

    @Test
    void readsAnotherSheetOfWorkbook() throws IOException {
        var workbook = folder.resolve("spring.xlsx");
        SmallWorkbook.write(
                workbook,
                new SmallWorkbook.Sheet("Notes", List.of(List.of("Please read"))),
                new SmallWorkbook.Sheet(
                        "Mugs", List.of(List.of("Handle", "Title", "Image Src"), List.of("mug", "Mug", url(1)))),
                new SmallWorkbook.Sheet(
                        "Lamps", List.of(List.of("Handle", "Title", "Image Src"), List.of("lamp", "Lamp", url(2)))));

        page.choose(workbook).awaitVerdict("Shopify export: 1 row with images, 1 image in 1 column");
        assertThat(browser.texts("#sheet option")).containsExactly("Notes", "Mugs", "Lamps");
        assertThat(browser.texts("#columns td")).containsExactly("mug", "Mug", url(1));
        browser.select("#sheet", "Notes");
        page.awaitVerdict("Choose a column with image URLs");
        page.choose(ProductCatalog.writeFile(folder, "shop.csv", "sku,base_image\nM-1," + url(1) + "\n"))
                .awaitVerdict("Magento export");
        assertThat(browser.isVisible("#sheet")).isFalse();
        page.choose(workbook).awaitVerdict("Shopify export");
        browser.select("#sheet", "Lamps");
        browser.awaitTexts("#columns td", "lamp", "Lamp", url(2));
        page.start();

        browser.awaitText("#state", "Finished");
        assertThat(catalog.requestedPaths()).containsExactly("/2.jpg");
    }

    @Test
    void asksWherePathsLead() {
        page.choose(ProductCatalog.writeFile(folder, "shop.csv", "sku,name,base_image\nM-1,Mug,/m/u/mug.jpg\n"))
                .awaitVerdict("Magento export: image cells are paths");
        browser.type("#base-url", catalog.host().url("") + Keys.TAB);
        page.awaitVerdict("Magento export: 1 row with images, 1 image in 1 column");
        page.start();

        browser.awaitText("#state", "Finished");
        assertThat(catalog.requestedPaths()).containsExactly("/m/u/mug.jpg");
    }

    @Test
    void leavesPlacesOfFailedImagesEmpty() {
        var csv = "sku,name,base_image,small_image\nM-1,Mug,%s,%s\n"
                .formatted(catalog.host().url("/gone.jpg"), url(1));
        page.choose(ProductCatalog.writeFile(folder, "shop.csv", csv)).awaitVerdict("Magento export");

        browser.select("#failed", "Leave its place empty");
        page.start();
        browser.awaitText("#state", "Finished with errors");
        browser.click("#output");
        var output = browser.downloaded("shop-halftone.csv");
        browser.click("#excel");
        var report = browser.downloaded("shop-halftone-report.csv");

        assertThat(output).contains("M-1,Mug,,http://halftone.test/");
        assertThat(report).startsWith("Serial Number,Product Name,Input Image URLs,Output Image URLs\r\nM-1,Mug,");
        assertThat(browser.attribute("#images-zip", "href")).endsWith("/images.zip");
    }

    @Test
    void givesPastedCellsHeader() {
        page.paste("Stoneware mug\t%s\t%s\nLamp, \"small\"\t%s\n".formatted(url(1), url(2), url(2)));

        page.awaitVerdict("Standard layout: 2 rows with images, 3 images in 1 column");
        assertThat(page.columns())
                .containsExactly("Serial Number: ID", "Product Name: Name", "Input Image URLs: Images");
        assertThat(browser.texts("#columns td")).startsWith("1", "Stoneware mug");
        page.start();
        browser.awaitText("#state", "Finished");
        assertThat(browser.texts("#product-rows .serial")).containsExactly("1", "2");
        assertThat(browser.texts("#product-rows th"))
                .containsExactly("Stoneware mug Succeeded", "Lamp, \"small\" Succeeded");
    }

    @Test
    void numbersAndNamesPastedUrls() {
        page.paste(url(1) + "\n" + url(2));

        page.awaitVerdict("Standard layout: 2 rows with images, 2 images in 1 column");
        assertThat(browser.texts("#columns td")).containsExactly("1", "Product 1", url(1), "2", "Product 2", url(2));
    }

    @Test
    void showsOnlyUsedColumnsOfWideFile() {
        var header = new StringBuilder("sku");
        var row = new StringBuilder("M-1");
        for (int i = 1; i <= 60; i++) header.append(",attribute_").append(i);
        row.append(",x".repeat(60));
        var csv = header + ",base_image\n" + row + "," + url(1) + "\n";

        page.choose(ProductCatalog.writeFile(folder, "wide.csv", csv)).awaitVerdict("Magento export");
        assertThat(page.columns()).containsExactly("sku: ID", "base_image: Images");
        browser.click("#all-columns");

        assertThat(browser.isVisible("#role-61")).isTrue();
        assertThat(browser.isTrue("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
    }

    /// The server accepts a few faulty bytes in a file of UTF-8; the page then takes all of it for Windows-1252.
    @Test
    void showsSamplesWherePageCannotReadFile() throws IOException {
        var rows = "1,%s,Gr\u00FCn\n".formatted(url(1)).repeat(1_200);
        var bytes = new ByteArrayOutputStream();
        bytes.write(("id,image_link,Gr\u00F6\u00DFe\n" + rows + "1,,").getBytes(UTF_8));
        bytes.write(0xFF);

        page.choose(Files.write(folder.resolve("feed.csv"), bytes.toByteArray()))
                .awaitVerdict("Google Merchant feed");

        assertThat(browser.text("#columns-note")).isEqualTo("An example from each column");
        assertThat(browser.texts("#columns td")).containsExactly("1", url(1), "Gr\u00FCn");
    }

    @Test
    void replacesFileThatIsBeingChecked() {
        var large = "sku,base_image\n" + ("M-1," + url(1) + "\n").repeat(2_500);
        limitUpload(4_000);

        page.choose(ProductCatalog.writeFile(folder, "large.csv", large));
        browser.awaitText("#upload-status", "Uploading");
        page.choose(ProductCatalog.writeFile(folder, "small.csv", "id,image_link\n1," + url(1) + "\n"));

        page.awaitVerdict("Google Merchant feed: 1 row with images");
        assertThat(page.columns()).containsExactly("id: ID", "image_link: Images");
    }

    @Test
    void checksAgainAfterServerWasUnreachable() {
        block("*/v1/validate");
        page.choose(ProductCatalog.writeFile(folder, "shop.csv", "id,image_link\n1," + url(1) + "\n"));
        browser.awaitText("#upload-error-title", "The server cannot be reached");
        block();

        page.start();

        page.awaitVerdict("Google Merchant feed");
        assertThat(browser.isVisible("#upload-error")).isFalse();
    }

    private String url(int number) {
        return catalog.host().url("/" + number + ".jpg");
    }

    @Test
    void takesAFileBehindALink() {
        var csv = "Handle,Title,Image Src\nmug,Mug," + catalog.host().url("/1.jpg") + "\n";
        catalog.host().respondTo("/export.csv", MockResponse.image("text/csv", csv.getBytes(UTF_8)));
        var link = catalog.host().url("/export.csv");

        browser.type("#link", link + Keys.ENTER);

        page.awaitVerdict("Shopify export: 1 row with images, 1 image in 1 column");
        assertThat(browser.text("#selected-file")).isEqualTo(link);
        page.start();
        browser.awaitText("#state", "Finished");
    }

    @Test
    void saysWhyALinkHasNoFile() {
        page.paste(catalog.host().url("/gone.csv"));

        browser.awaitText("#upload-error-detail", "The link has no catalogue file: the server answered 404 Not Found.");
    }
}
