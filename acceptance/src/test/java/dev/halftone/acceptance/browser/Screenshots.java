package dev.halftone.acceptance.browser;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.web.SampleCatalog;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.testkit.MockResponse;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.api.MultipartForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Takes screenshots of every state of the page, light and dark, wide and narrow. Surefire skips this class because
/// of its name; `./screenshots` runs it.
@ExtendWith(BrowserExtension.class)
@EnabledIfSystemProperty(named = Screenshots.FOLDER, matches = ".+")
class Screenshots {
    static final String FOLDER = "screenshots";
    private static final int PRODUCTS = 400;
    private static final int IMMEDIATE_PRODUCTS = 280;
    private static final List<SampleProduct> SAMPLE_PRODUCTS = List.of(
            new SampleProduct("Stoneware mug", List.of("mug-teal.jpg", "mug-cream.jpg")),
            new SampleProduct("Dining chair", List.of("chair-oak.jpg", "chair-walnut.jpg")),
            new SampleProduct("Canvas backpack", List.of("backpack-olive.jpg", "backpack-black.jpg")),
            new SampleProduct("Sneaker", List.of("sneaker-blue.jpg", "sneaker-red.jpg")));

    @RegisterExtension
    static final ServerFixture server = ServerFixture.startWithRealImages();

    @TempDir
    private Path scratch;

    private final Browser browser;
    private final ScreenshotFolder screenshotFolder;
    private final FaultyCatalog catalog;

    Screenshots(Browser browser) throws IOException {
        this.browser = browser;
        this.screenshotFolder = new ScreenshotFolder(browser, Path.of(System.getProperty(FOLDER)));
        this.catalog = new FaultyCatalog();
    }

    @AfterEach
    void closeCatalog() {
        catalog.close();
    }

    @Test
    void capturesEveryState() {
        start();
        preview();
        checkedFiles();
        invalidCsv();
        var finishedRequest = uploadAndAwait(catalog.csv());
        finished(finishedRequest);
        grid(finishedRequest);
        viewer(finishedRequest);
        webhook();
        shopExport();
        live();
        recent();
        errorStates();
        signIn();
    }

    private String page(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private void start() {
        browser.open(page("/"));
        browser.awaitText("#recent-message", "No requests yet");
        screenshotFolder.capture("start-empty");
    }

    private void preview() {
        var picture = scratch.resolve("mug.jpg");
        try {
            Files.write(picture, SAMPLE_PRODUCTS.getFirst().image(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        browser.click("#preview summary");
        browser.findAll("#preview-file").getFirst().sendKeys(picture.toString());
        browser.awaitVisible("#previews li:nth-child(3)");
        screenshotFolder.capture("start-preview");
        browser.open(page("/"));
    }

    /// What the page shows of a file before the start.
    private void checkedFiles() {
        capture("start-standard", "Standard layout", """
                Serial Number,Product Name,Input Image URLs,Colour
                1001,Stoneware mug,"https://shop.example/mug.jpg,https://shop.example/mug-2.jpg",teal
                1002,Oak chair,https://shop.example/chair.jpg,oak
                """);
        capture("start-shopify", "Shopify export", """
                Handle,Title,Body (HTML),Vendor,Image Src,Image Position,Image Alt Text,Variant Image,Status
                mug,Stoneware mug,"<p>Holds 0.3 l, and is glazed by hand in a small pottery.</p>",Kiln,\
                https://shop.example/files/mug-front.jpg?v=1,1,Front,https://shop.example/files/mug.jpg,active
                mug,,,,https://shop.example/files/mug-back.jpg?v=1,2,Back,,
                chair,Oak chair,<p>Oiled.</p>,Joinery,https://shop.example/files/chair.jpg?v=1,1,Chair,,active
                """);
        capture("start-unknown", "Unknown file", """
                Article,Label,Shop page,Photo 1,Photo 2
                A-1,Mug,https://shop.example/p/1,https://shop.example/1.jpg,https://shop.example/1b.jpg
                """);
        capture("start-paths", "Magento export", """
                sku,name,base_image,additional_images
                M-1,Mug,/m/u/mug.jpg,"/m/u/mug_1.jpg,/m/u/mug_2.jpg"
                """);
    }

    private void capture(String state, String verdict, String csv) {
        new StartPage(browser)
                .choose(ProductCatalog.writeFile(scratch, "autumn.csv", csv))
                .awaitVerdict(verdict);
        screenshotFolder.capture(state);
    }

    private void invalidCsv() {
        var csv = """
                Serial Number,Product Name,Input Image URLs
                1001,Stoneware mug,https://shop.example/mug.jpg
                ,Oak chair,https://shop.example/chair.jpg
                1003,,https://shop.example/lamp.jpg
                1004,"Vase, sand",
                1005,Backpack,https://shop.example/backpack.jpg,extra,cells
                1006,"Bottle 12" tall,https://shop.example/bottle.jpg
                """;
        choose(ProductCatalog.writeFile(scratch, "autumn.csv", csv));
        browser.awaitVisible("#violations td");
        screenshotFolder.capture("start-invalid-csv");
    }

    private void choose(Path csv) {
        browser.findAll("#file").getFirst().sendKeys(csv.toString());
        browser.awaitText("#selected-file", csv.getFileName().toString());
    }

    /// Uploads a CSV on the page and waits until it is finished; returns the URL of the request.
    private String uploadAndAwait(String csv) {
        browser.open(page("/"));
        choose(ProductCatalog.writeFile(scratch, "autumn-catalogue.csv", csv));
        browser.click("#submit:enabled");
        browser.awaitText("#state", "Finished");
        return browser.url();
    }

    private void finished(String request) {
        browser.open(request);
        browser.awaitVisible("#product-rows tr");
        screenshotFolder.capture("request-finished-with-errors");
        browser.click("#warnings summary");
        screenshotFolder.capture("request-warnings");
        browser.click("#delete");
        browser.awaitVisible("#confirm-delete");
        screenshotFolder.capture("request-delete");
        browser.open(request + "?search=nothing%20like%20it");
        browser.awaitText("#products-message", "No product has");
        screenshotFolder.capture("products-none");
        browser.open(request + "?show=partial%2Cfailed");
        browser.awaitVisible("#product-rows tr");
        screenshotFolder.capture("products-with-errors");
    }

    private void shopExport() {
        var urls = catalog.csv().lines().skip(1).limit(2).map(line -> line.replaceAll(".*?(http[^,\"]+).*", "$1"));
        uploadAndAwait(urls.map(url -> "A-1,Mug," + url + "\r\n")
                .collect(Collectors.joining("", "id,title,image_link\r\n", "")));
        browser.awaitVisible("#product-rows tr");
        screenshotFolder.capture("request-shop-export");
    }

    private void grid(String request) {
        browser.open(request);
        browser.click("#filter label:has([value=grid])");
        browser.awaitVisible("#product-grid canvas.loaded");
        screenshotFolder.capture("products-grid");
        browser.click("#filter label:has([value=list])");
    }

    private void webhook() {
        try (var inbox = new WebhookInbox()) {
            inbox.enqueue(410);
            var form = MultipartForm.of(catalog.csvWithoutFaults())
                    .field("webhook_url", inbox.url().toString());
            var id = server.client().postForm("/v1/requests", form).field("/request_id");
            browser.open(page("/requests/" + id));
            browser.awaitText("#webhook-title", "not delivered");
            browser.click("#webhook-title");
            browser.awaitVisible("#deliveries");
            screenshotFolder.capture("request-webhook");
        }
    }

    private void viewer(String request) {
        browser.open(request);
        browser.click("#product-rows button.thumbnail");
        browser.awaitVisible("#viewer");
        screenshotFolder.capture("viewer");
        browser.click("#show-original");
        browser.awaitVisible("#comparison");
        screenshotFolder.capture("viewer-comparison");
        browser.click("#zoom");
        screenshotFolder.capture("viewer-actual-size");
    }

    /// A request that takes a few seconds, and whose last images wait for a gate.
    private void live() {
        var gate = new CountDownLatch(1);
        try (var largeCatalog = new ProductCatalog()) {
            IntStream.rangeClosed(1, PRODUCTS).forEach(number -> addProduct(largeCatalog, number, gate));
            var path = server.client().submit(largeCatalog.csv());
            browser.open(page(path.replace("/v1", "")));
            browser.await(
                    "most images are done",
                    () -> browser.isTrue(
                            "Number(document.getElementById('progress-bar').ariaValueNow) >= 2 * arguments[0]",
                            IMMEDIATE_PRODUCTS));
            browser.awaitVisible("#chart");
            screenshotFolder.capture("request-live");
            browser.click("#cancel");
            browser.awaitText("#state", "Cancel");
            screenshotFolder.capture("request-cancelling");
            gate.countDown();
            browser.awaitText("#state", "Cancelled");
            browser.awaitVisible("#failure-groups li:nth-child(2)");
            screenshotFolder.capture("request-cancelled");
        }
    }

    private static void addProduct(ProductCatalog productCatalog, int number, CountDownLatch gate) {
        var sampleProduct = SAMPLE_PRODUCTS.get(number % SAMPLE_PRODUCTS.size());
        var paths = sampleProduct.images().stream()
                .map(name -> "/" + number + "-" + name)
                .toArray(String[]::new);
        for (var index = 0; index < paths.length; index++) {
            var image = MockResponse.image("image/jpeg", sampleProduct.image(index));
            productCatalog.host().respondTo(paths[index], number > IMMEDIATE_PRODUCTS ? image.delayUntil(gate) : image);
        }
        if (number % 16 == 0) productCatalog.host().respondTo(paths[1], MockResponse.notFound());
        productCatalog.addProduct("%04d".formatted(1000 + number), sampleProduct.name() + " no. " + number, paths);
    }

    /// A product of the sample catalog and the file names of its images.
    private record SampleProduct(String name, List<String> images) {
        byte[] image(int index) {
            try (var file = Objects.requireNonNull(
                    SampleCatalog.class.getResourceAsStream("/page/sample/" + images.get(index)))) {
                return file.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void recent() {
        server.client().awaitEnd(server.client().submit(catalog.csvWithoutFaults()));
        browser.open(page("/"));
        browser.awaitVisible("#recent li:nth-child(3)");
        screenshotFolder.capture("start-recent");
    }

    private void errorStates() {
        browser.open(page("/requests/00000000000000000000000000000000"));
        browser.awaitVisible("#error");
        screenshotFolder.capture("request-missing");
        browser.open(page("/"));
        browser.awaitVisible("#recent li");
        browser.run("document.getElementById('offline').hidden = false");
        screenshotFolder.capture("start-offline");
    }

    private void signIn() {
        var apiKeyFixture = ApiKeyFixture.in(scratch);
        apiKeyFixture.create("webshop");
        try (var keyServer = ServerFixture.start(apiKeyFixture.file())) {
            browser.open("http://127.0.0.1:" + keyServer.port() + "/");
            browser.type("#key", "not a key");
            browser.click("dialog button");
            browser.awaitText("#key-error", "not valid");
            screenshotFolder.capture("sign-in");
        }
    }

    /// The sample catalog with a few faults added, as real catalogs have them.
    static final class FaultyCatalog implements AutoCloseable {
        private static final Pattern SAMPLE_PATH = Pattern.compile("/page/sample/[a-z.-]+");

        private final ProductCatalog host = new ProductCatalog();
        private final SampleCatalog sample =
                SampleCatalog.at(new PublicUrl(host.host().url("")));

        FaultyCatalog() throws IOException {
            for (var path : SAMPLE_PATH
                    .matcher(sample.csv())
                    .results()
                    .map(MatchResult::group)
                    .toList()) {
                try (var image = SampleCatalog.class.getResourceAsStream(path)) {
                    if (image != null)
                        host.host().respondTo(path, MockResponse.image("image/jpeg", image.readAllBytes()));
                }
            }
        }

        /// All products, and three with an invalid URL, a missing or forbidden image, and a page instead of an
        /// image.
        String csv() {
            host.host().respondTo("/page.html", MockResponse.status(200));
            host.host().respondTo("/private.jpg", MockResponse.status(403));
            var faultyRows = Stream.of(
                    "2001,\"Rug, wool\",\"" + host.host().url("/page.html") + ","
                            + host.host().url("/gone.jpg") + "\"\r\n",
                    "2002,Stool,htp:/slip.of.the/pen.jpg\r\n",
                    "2003,Mirror,\"" + host.host().url("/private.jpg") + "\"\r\n");
            return sample.csv() + faultyRows.collect(Collectors.joining());
        }

        String csvWithoutFaults() {
            return sample.csv().lines().limit(3).collect(Collectors.joining("\r\n", "", "\r\n"));
        }

        @Override
        public void close() {
            host.close();
        }
    }

    /// The folder of the screenshots: four for each state of the page.
    static final class ScreenshotFolder {
        private record View(String name, int width, int height) {}

        private static final List<View> VIEWS = List.of(new View("wide", 1200, 860), new View("narrow", 360, 740));

        private static final String THUMBNAILS_LOADED = "[...document.querySelectorAll('canvas')]"
                + ".every((canvas) => canvas.className || canvas.getBoundingClientRect().top > innerHeight)";
        private static final int MAX_HEIGHT = 3_000;

        private final Browser browser;
        private final Path folder;

        ScreenshotFolder(Browser browser, Path folder) {
            this.browser = browser;
            this.folder = folder;
        }

        /// Captures the whole page, or only the viewport if a dialog is open.
        void capture(String state) {
            var isDialog = browser.isTrue("document.querySelector('dialog[open]') !== null");
            for (var view : VIEWS) {
                browser.setViewport(view.width(), view.height());
                if (!isDialog) fitToContent(view);
                for (var scheme : List.of("light", "dark")) {
                    browser.setMediaFeature("prefers-color-scheme", scheme);
                    save(state + "-" + scheme + "-" + view.name() + ".png", browser.screenshot());
                }
            }
            browser.setViewport(VIEWS.getFirst().width(), VIEWS.getFirst().height());
            browser.setMediaFeature("prefers-color-scheme", "light");
        }

        private void fitToContent(View view) {
            browser.setViewport(view.width(), Math.max(view.height(), height()));
            browser.await("every visible thumbnail is loaded", () -> browser.isTrue(THUMBNAILS_LOADED));
        }

        private int height() {
            var height = (Number) Objects.requireNonNull(browser.run("return document.body.scrollHeight"));
            return Math.min(height.intValue(), MAX_HEIGHT);
        }

        private void save(String name, byte[] png) {
            try {
                Files.write(folder.resolve(name), png);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
