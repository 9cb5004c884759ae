package dev.halftone.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.ledger.ImageNumbering;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ProductBatch;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.storage.FolderImages;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;
import dev.halftone.testkit.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The images of a request as an archive. Their bytes are what is in the folder, whatever it is.
class ImagesZipTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /// Too large to be read at once.
    private static final int LARGE = 5_000_000;

    @TempDir
    private Path folder;

    private Ledger ledger;

    /// The numbers of the images, in the order of their first places.
    private List<Long> images = List.of();

    @BeforeEach
    void open() {
        ledger = Ledger.open("jdbc:sqlite:" + folder.resolve("ledger.db"), new SettableClock(NOW));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void namesImagesAfterTheirProductsAndLeavesOutFailures() throws IOException {
        var request = request(product(1, "007", "u1", "u2", "u3"), product(2, "007", "u1"), product(3, "a/b", "u4"));
        succeed(request, 1, 3);
        fail(request, 2);
        succeed(request, 3, LARGE);
        succeed(request, 4, 1);

        assertThat(entries(write(request)))
                .isEqualTo(Map.of("007-1.jpg", 3, "007-3.jpg", LARGE, "007 (2)-1.jpg", 3, "a_b-1.jpg", 1));
        assertThat(write(request)).isEqualTo(write(request));
    }

    @Test
    void leavesOutImagesThatAreGone() throws IOException {
        var request = request(product(1, "A", "u1", "u2"));
        succeed(request, 1, 3);
        Files.delete(folder.resolve("images").resolve(succeed(request, 2, 3).text()));

        assertThat(entries(write(request))).isEqualTo(Map.of("A-1.jpg", 3));
    }

    @Test
    void endsWhenTheClientGoesAway() {
        var request = request(product(1, "A", "u1"));
        var gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };

        assertThatThrownBy(() -> zip().write(request, gone)).hasMessage("gone");
    }

    private ImagesZip zip() {
        return new ImagesZip(ledger, FolderImages.in(folder.resolve("images"), new SettableClock(NOW)));
    }

    private byte[] write(Request request) throws IOException {
        var out = new ByteArrayOutputStream();
        zip().write(request, out);
        return out.toByteArray();
    }

    /// How large each entry is. Reading them checks their CRCs.
    private Map<String, Integer> entries(byte[] bytes) throws IOException {
        var sizes = new LinkedHashMap<String, Integer>();
        try (var zip =
                new ZipFile(Files.write(folder.resolve("images.zip"), bytes).toFile())) {
            for (var entry : zip.stream().toList()) {
                sizes.put(entry.getName(), zip.getInputStream(entry).readAllBytes().length);
            }
        }
        return sizes;
    }

    private static Product product(long row, String serialNumber, String... urls) {
        return Product.of(
                row, serialNumber, "Chair", Stream.of(urls).map(SourceUrl::new).toList());
    }

    private Request request(Product... products) {
        var places = Stream.of(products)
                .mapToLong(product -> product.images().size())
                .sum();
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var size = new Size(products.length, places, "[]", 0);
        var accepted =
                new NewRequest(RequestId.random(), "", options, "out/", new Idempotency(Optional.empty(), "f"), size);
        long number = ledger.requests().accept(accepted, NOW).orElseThrow();
        var numbering = new ImageNumbering(places);
        var batch = new ProductBatch(Stream.of(products).map(numbering::next).toList());
        images = batch.newImages();
        ledger.transactions().run(() -> {
            var locked = ledger.requests().lock(number).orElseThrow();
            ledger.productInserts().write(locked, batch);
            ledger.completion().productsInserted(locked, batch.rowsWithEarlierImages());
        });
        return ledger.requests().get(number).orElseThrow();
    }

    private ImageFileName succeed(Request request, int image, int bytes) throws IOException {
        var name = ImageFileName.of(request.id(), images.get(image - 1), ImageFormat.JPEG);
        Files.createDirectories(folder.resolve("images"));
        Files.write(folder.resolve("images").resolve(name.text()), new byte[bytes]);
        end(request, image, new Outcome.Succeeded(name.text(), 1000, bytes, 640, 480));
        return name;
    }

    private void fail(Request request, int image) {
        end(request, image, new Outcome.Failed(FailureCode.http(404), "404 Not Found"));
    }

    private void end(Request request, int image, Outcome.Ended outcome) {
        ledger.transactions().run(() -> ledger.images().end(request.number(), Map.of(images.get(image - 1), outcome)));
    }
}
