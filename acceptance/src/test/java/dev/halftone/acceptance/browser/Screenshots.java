package dev.halftone.acceptance.browser;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import dev.halftone.app.cli.DemoCatalog;
import dev.halftone.testkit.MockResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Makes a picture of every state of the page, light and dark, wide and narrow. No test by its name:
/// `./screenshots` asks for it.
@ExtendWith(BrowserExtension.class)
@EnabledIfSystemProperty(named = Screenshots.FOLDER, matches = ".+")
class Screenshots {
    static final String FOLDER = "screenshots";
    private static final int PRODUCTS = 400;
    private static final int OPEN = 280;
    private static final List<SampleProduct> GOODS = List.of(
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
    private final FaultyCatalog shop;

    Screenshots(Browser browser) throws IOException {
        this.browser = browser;
        this.screenshotFolder = new ScreenshotFolder(browser, Path.of(System.getProperty(FOLDER)));
        this.shop = FaultyCatalog.open();
    }

    @AfterEach
    void closeTheShop() {
        shop.close();
    }

    @Test
    void showsEveryState() {
        start();
        refused();
        var done = uploadAndAwait(shop.csv());
        done(done);
        viewer(done);
        live();
        recent();
        errorStates();
        key();
    }

    private String page(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private void start() {
        browser.open(page("/"));
        browser.awaitText("#recent-state", "Nothing yet");
        screenshotFolder.capture("start-empty");
    }

    private void refused() {
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
        screenshotFolder.capture("start-chosen");
        browser.click("#begin");
        browser.awaitVisible("#violations td");
        screenshotFolder.capture("start-refused");
    }

    private void choose(Path csv) {
        browser.findAll("#file").getFirst().sendKeys(csv.toString());
        browser.awaitText("#chosen", csv.getFileName().toString());
    }

    /// Brings a CSV on the page and sees it through.
    private String uploadAndAwait(String csv) {
        browser.open(page("/"));
        choose(ProductCatalog.writeFile(scratch, "autumn-catalogue.csv", csv));
        browser.click("#begin");
        browser.awaitText("#state", "Done");
        return browser.url();
    }

    private void done(String request) {
        browser.open(request);
        browser.awaitVisible("#rows tr");
        screenshotFolder.capture("request-done-with-gaps");
        browser.click("#warnings summary");
        screenshotFolder.capture("request-warnings");
        browser.click("#delete");
        browser.awaitVisible("#sure");
        screenshotFolder.capture("request-delete");
        browser.open(request + "?search=nothing%20like%20it");
        browser.awaitText("#found", "Nothing has");
        screenshotFolder.capture("products-none");
        browser.open(request + "?show=partial%2Cfailed");
        browser.awaitVisible("#rows tr");
        screenshotFolder.capture("products-with-gaps");
    }

    private void viewer(String request) {
        browser.open(request);
        browser.click("#rows button.thumb");
        browser.awaitVisible("#viewer");
        screenshotFolder.capture("viewer-asks");
        browser.click("#show-before");
        browser.awaitVisible("#compare");
        screenshotFolder.capture("viewer-compares");
        browser.click("#zoom");
        screenshotFolder.capture("viewer-zoomed");
    }

    /// A request of some seconds whose last images wait at a door.
    private void live() {
        var door = new CountDownLatch(1);
        try (var large = new ProductCatalog()) {
            IntStream.rangeClosed(1, PRODUCTS).forEach(number -> addProduct(large, number, door));
            var path = server.client().submit(large.csv());
            browser.open(page(path.replace("/v1", "")));
            browser.await(
                    "most of them are done",
                    () -> browser.isTrue(
                            "Number(document.getElementById('bar').ariaValueNow) >= 2 * arguments[0]", OPEN));
            browser.awaitVisible("#chart");
            screenshotFolder.capture("request-live");
            browser.click("#cancel");
            browser.awaitText("#state", "Cancel");
            screenshotFolder.capture("request-cancelling");
            door.countDown();
            browser.awaitText("#state", "Cancelled");
            browser.awaitVisible("#reasons li:nth-child(2)");
            screenshotFolder.capture("request-cancelled");
        }
    }

    private static void addProduct(ProductCatalog productCatalog, int number, CountDownLatch door) {
        var sampleProduct = GOODS.get(number % GOODS.size());
        var paths = sampleProduct.pictures().stream()
                .map(name -> "/" + number + "-" + name)
                .toArray(String[]::new);
        for (var place = 0; place < paths.length; place++) {
            var picture = MockResponse.image("image/jpeg", sampleProduct.bytes(place));
            productCatalog.host().respondTo(paths[place], number > OPEN ? picture.heldUntil(door) : picture);
        }
        if (number % 16 == 0) productCatalog.host().respondTo(paths[1], MockResponse.notFound());
        productCatalog.addProduct("%04d".formatted(1000 + number), sampleProduct.name() + " no. " + number, paths);
    }

    /// Something to sell, and the sample shop's pictures of it.
    private record SampleProduct(String name, List<String> pictures) {
        byte[] bytes(int place) {
            try (var file = Objects.requireNonNull(
                    DemoCatalog.class.getResourceAsStream("demo-images/" + pictures.get(place)))) {
                return file.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void recent() {
        server.client().awaitEnd(server.client().submit(shop.csvWithoutFaults()));
        browser.open(page("/"));
        browser.awaitVisible("#recent li:nth-child(3)");
        screenshotFolder.capture("start-recent");
    }

    private void errorStates() {
        browser.open(page("/requests/00000000000000000000000000000000"));
        browser.awaitVisible("#trouble");
        screenshotFolder.capture("request-missing");
        browser.open(page("/"));
        browser.awaitVisible("#recent li");
        browser.run("document.getElementById('offline').hidden = false");
        screenshotFolder.capture("start-offline");
    }

    private void key() {
        var apiKeyFixture = ApiKeyFixture.in(scratch);
        apiKeyFixture.create("webshop");
        try (var locked = ServerFixture.start(apiKeyFixture.file())) {
            browser.open("http://127.0.0.1:" + locked.port() + "/");
            browser.type("#key", "not a key");
            browser.click("dialog button");
            browser.awaitText("#key-error", "does not know");
            screenshotFolder.capture("key");
        }
    }

    /// The sample shop with a few flaws more, such as catalogues have.
    static final class FaultyCatalog implements AutoCloseable {
        private final DemoCatalog shop;
        private final ProductCatalog faults = new ProductCatalog();

        private FaultyCatalog(DemoCatalog shop) {
            this.shop = shop;
        }

        static FaultyCatalog open() throws IOException {
            return new FaultyCatalog(DemoCatalog.open());
        }

        /// Everything, with columns that are not used, addresses that are none, and pages in place of pictures.
        String csv() {
            faults.host().respondTo("/page.html", MockResponse.status(200));
            faults.host().respondTo("/private.jpg", MockResponse.status(403));
            var more = Stream.of(
                    "2001,\"Rug, wool\",\"" + faults.host().url("/page.html") + ","
                            + faults.host().url("/gone.jpg") + "\"\r\n",
                    "2002,Stool,htp:/slip.of.the/pen.jpg\r\n",
                    "2003,Mirror,\"" + faults.host().url("/private.jpg") + "\"\r\n");
            return shop.csv() + more.collect(Collectors.joining());
        }

        String csvWithoutFaults() {
            return shop.csv().lines().limit(3).collect(Collectors.joining("\r\n", "", "\r\n"));
        }

        @Override
        public void close() {
            faults.close();
            shop.close();
        }
    }

    /// A folder of pictures of the page: each state four times.
    static final class ScreenshotFolder {
        private record View(String name, int width, int height) {}

        private static final List<View> VIEWS = List.of(new View("wide", 1200, 860), new View("narrow", 360, 740));

        private static final String DRAWN = "[...document.querySelectorAll('canvas')]"
                + ".every((canvas) => canvas.className || canvas.getBoundingClientRect().top > innerHeight)";
        private static final int MAX_HEIGHT = 3_000;

        private final Browser browser;
        private final Path folder;

        ScreenshotFolder(Browser browser, Path folder) {
            this.browser = browser;
            this.folder = folder;
        }

        /// Takes the page as it is, from top to bottom; of a dialog, what is on the screen.
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
            browser.await("every thumbnail in sight is drawn", () -> browser.isTrue(DRAWN));
        }

        private int height() {
            var height = (Number) Objects.requireNonNull(browser.run("return document.body.scrollHeight"));
            return Math.min(height.intValue(), MAX_HEIGHT);
        }

        private void save(String name, byte[] picture) {
            try {
                Files.write(folder.resolve(name), picture);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
