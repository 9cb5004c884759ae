package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.ledger.CompletionAccounting.Bytes;
import dev.halftone.engine.request.CacheKey;
import dev.halftone.engine.request.CachedResult;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.ContentDigest;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Provenance.Encoded;
import dev.halftone.engine.request.Outcome.Provenance.Reused;
import dev.halftone.engine.request.Outcome.Provenance.Untracked;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.request.UrlDigest;
import dev.halftone.engine.request.Validators;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the ledger remembers of earlier work, whichever database it lives in.
abstract class CachedResultsContract {
    private static final long PLACES = 10;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SourceUrl SHOE = new SourceUrl("http://a/shoe.jpg");
    private static final CacheKey KEY = CacheKey.of("", "coder 1", Recipe.defaults(), SHOE);
    private static final ContentDigest CONTENT = ContentDigest.of(new ImageBytes(new byte[] {1, 2, 3}));
    private static final Validators VALIDATORS =
            new Validators(UrlDigest.of(SHOE), Optional.of("W/\"a1\""), Optional.of("Fri, 02 Jan 2026 03:04:05 GMT"));
    private static final SourceVersion ORIGIN = new SourceVersion(KEY, CONTENT, Optional.of(VALIDATORS));

    private String url = "";
    private Ledger ledger;
    private final Map<Long, ImageNumbering> numberings = new HashMap<>();

    /// Of a database with nothing in it, another each time.
    abstract String jdbcUrl();

    @BeforeEach
    void open() {
        url = jdbcUrl();
        ledger = Ledger.open(url);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void storesSourceOfImage() {
        var request = accept(RequestOptions.CacheUse.USE);

        end(request, succeeded("1", new Encoded(ORIGIN)));

        var cachedResult = ledger.cachedResults().find(Set.of(KEY)).get(KEY);
        assertThat(cachedResult)
                .isEqualTo(new CachedResult(
                        new PublishedImage(fileName("1"), 1000, 400, 640, 480, false),
                        CONTENT,
                        Optional.of(VALIDATORS)));
    }

    @Test
    void storesSourceWithoutValidators() {
        var request = accept(RequestOptions.CacheUse.USE);

        end(request, succeeded("1", new Encoded(new SourceVersion(KEY, CONTENT, Optional.empty()))));

        assertThat(ledger.cachedResults().find(Set.of(KEY)).values())
                .extracting(CachedResult::validators)
                .containsExactly(Optional.empty());
    }

    @Test
    void storesNothingForUntrackedImages() {
        end(accept(RequestOptions.CacheUse.NONE), succeeded("1", new Untracked()));

        assertThat(ledger.cachedResults().find(Set.of(KEY))).isEmpty();
        assertThat(ledger.cachedResults().find(Set.of())).isEmpty();
    }

    @Test
    void findsNewestResult() {
        var first = accept(RequestOptions.CacheUse.USE);
        var second = accept(RequestOptions.CacheUse.USE);
        end(second, succeeded("2", new Reused(ORIGIN)));
        end(first, succeeded("1", new Encoded(ORIGIN)));

        assertThat(published()).containsExactly(fileName("2"));
    }

    @Test
    void findsEarlierResultAfterDeletion() {
        var first = accept(RequestOptions.CacheUse.USE);
        var second = accept(RequestOptions.CacheUse.USE);
        end(first, succeeded("1", new Encoded(ORIGIN)));
        end(second, succeeded("2", new Reused(ORIGIN)));

        ledger.requests().delete("", second.id(), NOW);
        assertThat(published()).isEmpty();
        erase(second);

        assertThat(published()).containsExactly(fileName("1"));
    }

    @Test
    void looksUpWholeChunkAtOnce() {
        var keys = IntStream.rangeClosed(1, Chunk.SIZE)
                .mapToObj(image -> CacheKey.of("", "c", Recipe.defaults(), new SourceUrl("http://a/" + image)))
                .toList();
        end(
                accept(RequestOptions.CacheUse.USE),
                succeeded("1", new Encoded(new SourceVersion(keys.get(7), CONTENT, Optional.empty()))));

        assertThat(ledger.cachedResults().find(keys)).containsOnlyKeys(keys.get(7));
    }

    @Test
    void countsEveryPlaceOfAReusedImage() {
        var request = accept(RequestOptions.CacheUse.USE, Product.of(1, "1", "Shoe", List.of(SHOE, SHOE)));

        end(request, succeeded("1", new Reused(ORIGIN)));

        var counts = ledger.requests().get(request.number()).orElseThrow().counts();
        assertThat(counts.reused()).isEqualTo(2);
        assertThat(counts.succeeded()).isEqualTo(2);
        assertThat(counts.bytesIn()).isEqualTo(1000);
        assertThat(ledger.requests().tallies())
                .extracting(Requests.Tally::reused)
                .containsExactly(2L);
        assertThat(ledger.products()
                        .images(request, ledger.products().after(request, 0, 1))
                        .values())
                .allSatisfy(places -> assertThat(places)
                        .allMatch(
                                place -> place.image().published().orElseThrow().reused()));
    }

    @Test
    void countsPlaceInsertedAfterImageWasReused() {
        var request = accept(RequestOptions.CacheUse.USE);
        end(request, succeeded("1", new Reused(ORIGIN)));

        expand(request, Product.of(2, "2", "Shoe again", List.of(SHOE)));

        assertThat(ledger.requests()
                        .get(request.number())
                        .orElseThrow()
                        .counts()
                        .reused())
                .isEqualTo(2);
    }

    @Test
    void storesCacheOption() {
        assertThat(accept(RequestOptions.CacheUse.NONE).options().cacheUse()).isEqualTo(RequestOptions.CacheUse.NONE);
        assertThat(accept(RequestOptions.CacheUse.USE).options().cacheUse()).isEqualTo(RequestOptions.CacheUse.USE);
    }

    @Test
    void keyDependsOnOwnerCodecRecipeAndUrl() {
        var half = Recipe.defaults();
        var finer = new Recipe(51, 2048, 2048, Recipe.OutputFormat.KEEP);

        assertThat(List.of(
                        CacheKey.of("alice", "coder 1", half, SHOE),
                        CacheKey.of("bob", "coder 1", half, SHOE),
                        CacheKey.of("alice", "coder 2", half, SHOE),
                        CacheKey.of("alice", "coder 1", finer, SHOE),
                        CacheKey.of("alice", "coder 1", half, new SourceUrl("http://a/boot.jpg"))))
                .doesNotHaveDuplicates()
                .contains(CacheKey.of("alice", "coder 1", half, SHOE));
    }

    @Test
    void findsResultsAfterReopening() {
        var request = accept(RequestOptions.CacheUse.USE);
        end(request, succeeded("1", new Encoded(ORIGIN)));

        ledger.close();
        ledger = Ledger.open(url);

        assertThat(published()).containsExactly(fileName("1"));
    }

    private List<String> published() {
        return ledger.cachedResults().find(Set.of(KEY)).values().stream()
                .map(cachedResult -> cachedResult.publishedImage().fileName())
                .toList();
    }

    private static Succeeded succeeded(String digit, Outcome.Provenance provenance) {
        return new Succeeded(fileName(digit), 1000, 400, 640, 480, provenance);
    }

    private static String fileName(String digit) {
        return digit.repeat(32) + ".jpg";
    }

    private Request accept(RequestOptions.CacheUse cacheUse) {
        return accept(cacheUse, Product.of(1, "1", "Shoe", List.of(SHOE)));
    }

    private Request accept(RequestOptions.CacheUse cacheUse, Product product) {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty(), cacheUse);
        var size = new Size(1, product.images().size(), "[]", 0);
        var accepted =
                new NewRequest(RequestId.random(), "", options, "out/", new Idempotency(Optional.empty(), "f"), size);
        var number = ledger.requests().accept(accepted, NOW).orElseThrow();
        var request = ledger.requests().get(number).orElseThrow();
        expand(request, product);
        return request;
    }

    private void expand(Request request, Product product) {
        var imageNumbering = numberings.computeIfAbsent(request.number(), _ -> new ImageNumbering(PLACES));
        var batch = new ProductBatch(List.of(imageNumbering.next(product)));
        ledger.transactions().run(() -> {
            var locked = ledger.requests().lock(request.number()).orElseThrow();
            ledger.productInserts().write(locked, batch);
            ledger.completion().productsInserted(locked, batch.rowsWithEarlierImages());
        });
    }

    private void end(Request request, Succeeded outcome) {
        ledger.transactions().run(() -> {
            var locked = ledger.requests().lock(request.number()).orElseThrow();
            ledger.images().end(request.number(), Map.of(1L, outcome));
            ledger.completion().imagesEnded(locked, List.of(1L), new Bytes(outcome.bytesIn(), outcome.bytesOut()));
        });
    }

    private void erase(Request request) {
        while (ledger.transactions().call(() -> ledger.purge().deleteBatch(request.number()))) {
            // a part at a time
        }
    }
}
