package dev.halftone.engine.ledger;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.ledger.CompletionAccounting.Bytes;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.imaging.Recipe;
import dev.halftone.testkit.SettableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A ledger, and the steps that every story of it is told in: a request is accepted, its products are written, its
/// images begin and end.
abstract class LedgerTestBase {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final Succeeded SUCCESS = new Succeeded("0123456789abcdef0123456789abcdef.jpg", 1000, 400, 640, 480);
    static final Failed NOT_FOUND = new Failed(FailureCode.http(404), "the server answered 404 Not Found");

    final SettableClock clock = new SettableClock(NOW);
    private final Map<Long, ImageNumbering> numberings = new HashMap<>();
    Ledger ledger;

    abstract String jdbcUrl();

    @BeforeEach
    void open() {
        ledger = Ledger.open(jdbcUrl(), clock);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    Request accept(long rows, long images) {
        return accept(new RequestOptions(Recipe.defaults(), Optional.empty()), rows, images);
    }

    Request accept(RequestOptions options, long rows, long images) {
        var idempotency = new Idempotency(Optional.empty(), "f");
        var number = ledger.requests()
                .accept(new NewRequest(RequestId.random(), "", options, "out/", idempotency, size(rows, images)), NOW)
                .orElseThrow();
        return ledger.requests().get(number).orElseThrow();
    }

    static Size size(long rows, long images) {
        return new Size(rows, images, "[]", 0);
    }

    static Product product(long row, String... urls) {
        return product(row, Stream.of(urls));
    }

    static Product product(long row, Stream<String> urls) {
        return Product.of(row, "00" + row, "Chair", urls.map(SourceUrl::new).toList());
    }

    /// Writes products of a request, after those before them.
    ///
    /// @return the numbers of the images that are new
    List<Long> expand(Request request, Product... products) {
        var imageNumbering = numberings.computeIfAbsent(
                request.number(), _ -> new ImageNumbering(request.counts().images()));
        var batch =
                new ProductBatch(Stream.of(products).map(imageNumbering::next).toList());
        ledger.transactions().run(() -> {
            var locked = ledger.requests().lock(request.number()).orElseThrow();
            ledger.productInserts().write(locked, batch);
            ledger.completion().productsInserted(locked, batch.rowsWithEarlierImages());
        });
        return batch.newImages();
    }

    List<Images.StartedImage> begin(Chunk chunk) {
        return ledger.transactions().call(() -> ledger.images().startAttempts(chunk, NOW));
    }

    /// Ends an image, if it has not ended.
    ///
    /// @return the request as it stands then
    Request end(Request request, long image, Outcome.Ended outcome) {
        return ledger.transactions().call(() -> {
            var locked = ledger.requests().lock(request.number()).orElseThrow();
            if (ledger.images().end(request.number(), Map.of(image, outcome)).isEmpty()) return locked;
            var bytes = outcome instanceof Succeeded s ? new Bytes(s.bytesIn(), s.bytesOut()) : Bytes.NONE;
            return ledger.completion().imagesEnded(locked, List.of(image), bytes);
        });
    }

    void erase(Request request) {
        while (ledger.transactions().call(() -> ledger.purge().deleteBatch(request.number()))) {
            // a part at a time
        }
    }

    Request reload(Request request) {
        return ledger.requests().get(request.number()).orElseThrow();
    }

    List<Products.Row> products(Request request) {
        return ledger.products().after(request, 0, 100);
    }
}
