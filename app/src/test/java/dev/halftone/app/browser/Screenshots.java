package dev.halftone.app.browser;

import dev.halftone.app.LiveServer;
import dev.halftone.app.cli.DemoCatalog;
import dev.halftone.app.security.Keys;
import dev.halftone.testkit.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Makes a picture of every state of the page, light and dark, wide and narrow. No test by its name:
/// `./screenshots` asks for it.
@ExtendWith(WithBrowser.class)
@EnabledIfSystemProperty(named = Screenshots.FOLDER, matches = ".+")
class Screenshots {
    static final String FOLDER = "screenshots";
    private static final int PRODUCTS = 400;
    private static final int OPEN = 280;
    private static final List<Good> GOODS = List.of(
            new Good("Stoneware mug", List.of("mug-teal.jpg", "mug-cream.jpg")),
            new Good("Dining chair", List.of("chair-oak.jpg", "chair-walnut.jpg")),
            new Good("Canvas backpack", List.of("backpack-olive.jpg", "backpack-black.jpg")),
            new Good("Sneaker", List.of("sneaker-blue.jpg", "sneaker-red.jpg")));

    @RegisterExtension
    static final LiveServer server = LiveServer.startInEarnest();

    @TempDir
    private Path scratch;

    private final Browser browser;
    private final Album album;
    private final Showroom shop;

    Screenshots(Browser browser) throws IOException {
        this.browser = browser;
        this.album = new Album(browser, Path.of(System.getProperty(FOLDER)));
        this.shop = Showroom.open();
    }

    @AfterEach
    void closeTheShop() {
        shop.close();
    }

    @Test
    void showsEveryState() {
        start();
        refused();
        var done = ended(shop.catalogue());
        done(done);
        viewer(done);
        live();
        recent();
        strange();
        key();
    }

    private String page(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private void start() {
        browser.open(page("/"));
        browser.awaitText("#recent-state", "Nothing yet");
        album.take("start-empty");
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
        choose(Shop.file(scratch, "autumn.csv", csv));
        album.take("start-chosen");
        browser.click("#begin");
        browser.see("#violations td");
        album.take("start-refused");
    }

    private void choose(Path csv) {
        browser.all("#file").getFirst().sendKeys(csv.toString());
        browser.awaitText("#chosen", csv.getFileName().toString());
    }

    /// Brings a CSV on the page and sees it through.
    private String ended(String csv) {
        browser.open(page("/"));
        choose(Shop.file(scratch, "autumn-catalogue.csv", csv));
        browser.click("#begin");
        browser.awaitText("#state", "Done");
        return browser.address();
    }

    private void done(String request) {
        browser.open(request);
        browser.see("#rows tr");
        album.take("request-done-with-gaps");
        browser.click("#warnings summary");
        album.take("request-warnings");
        browser.click("#delete");
        browser.see("#sure");
        album.take("request-delete");
        browser.open(request + "?search=nothing%20like%20it");
        browser.awaitText("#found", "Nothing has");
        album.take("products-none");
        browser.open(request + "?show=partial%2Cfailed");
        browser.see("#rows tr");
        album.take("products-with-gaps");
    }

    private void viewer(String request) {
        browser.open(request);
        browser.click("#rows button.thumb");
        browser.see("#viewer");
        album.take("viewer-asks");
        browser.click("#show-before");
        browser.see("#compare");
        album.take("viewer-compares");
        browser.click("#zoom");
        album.take("viewer-zoomed");
    }

    /// A request of some seconds whose last images wait at a door.
    private void live() {
        var door = new CountDownLatch(1);
        try (var large = new Shop()) {
            IntStream.rangeClosed(1, PRODUCTS).forEach(number -> sell(large, number, door));
            var path = server.caller().submit(large.csv());
            browser.open(page(path.replace("/v1", "")));
            browser.await(
                    "most of them are done",
                    () -> browser.isTrue(
                            "Number(document.getElementById('bar').ariaValueNow) >= 2 * arguments[0]", OPEN));
            browser.see("#chart");
            album.take("request-live");
            browser.click("#cancel");
            browser.awaitText("#state", "Cancel");
            album.take("request-cancelling");
            door.countDown();
            browser.awaitText("#state", "Cancelled");
            browser.see("#reasons li:nth-child(2)");
            album.take("request-cancelled");
        }
    }

    private static void sell(Shop shop, int number, CountDownLatch door) {
        var good = GOODS.get(number % GOODS.size());
        var paths =
                good.pictures().stream().map(name -> "/" + number + "-" + name).toArray(String[]::new);
        for (var place = 0; place < paths.length; place++) {
            var picture = Answer.image("image/jpeg", good.bytes(place));
            shop.host().answers(paths[place], number > OPEN ? picture.after(door) : picture);
        }
        if (number % 16 == 0) shop.host().answers(paths[1], Answer.notFound());
        shop.sells("%04d".formatted(1000 + number), good.name() + " no. " + number, paths);
    }

    /// Something to sell, and the sample shop's pictures of it.
    private record Good(String name, List<String> pictures) {
        byte[] bytes(int place) {
            try (var file =
                    Objects.requireNonNull(DemoCatalog.class.getResourceAsStream("demo-images/" + pictures.get(place)))) {
                return file.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void recent() {
        server.caller().awaitEnd(server.caller().submit(shop.oneThatWorks()));
        browser.open(page("/"));
        browser.see("#recent li:nth-child(3)");
        album.take("start-recent");
    }

    private void strange() {
        browser.open(page("/requests/00000000000000000000000000000000"));
        browser.see("#trouble");
        album.take("request-missing");
        browser.open(page("/"));
        browser.see("#recent li");
        browser.run("document.getElementById('offline').hidden = false");
        album.take("start-offline");
    }

    private void key() {
        var keys = Keys.in(scratch);
        keys.handTo("webshop");
        try (var locked = LiveServer.start(keys.file())) {
            browser.open("http://127.0.0.1:" + locked.port() + "/");
            browser.type("#key", "not a key");
            browser.click("dialog button");
            browser.awaitText("#key-error", "does not know");
            album.take("key");
        }
    }
}
