package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.address.SourceUrl;
import dev.halftone.engine.intake.Product;
import dev.halftone.engine.ledger.NewRequest.Sameness;
import dev.halftone.engine.ledger.NewRequest.Size;
import dev.halftone.engine.ledger.Outcome.Succeeded;
import dev.halftone.engine.ledger.Provenance.Coded;
import dev.halftone.engine.ledger.Provenance.Forgotten;
import dev.halftone.engine.ledger.Provenance.Reused;
import dev.halftone.engine.ledger.Settlement.Bytes;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the ledger remembers of earlier work, whichever database it lives in.
abstract class PrecedentsContract {
    private static final long PLACES = 10;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final SourceUrl SHOE = new SourceUrl("http://a/shoe.jpg");
    private static final ReuseKey KEY = ReuseKey.of("", "coder 1", Recipe.defaults(), SHOE);
    private static final ContentDigest CONTENT = ContentDigest.of(new ImageBytes(new byte[] {1, 2, 3}));
    private static final Validators VALIDATORS =
            new Validators(UrlDigest.of(SHOE), Optional.of("W/\"a1\""), Optional.of("Fri, 02 Jan 2026 03:04:05 GMT"));
    private static final Origin ORIGIN = new Origin(KEY, CONTENT, Optional.of(VALIDATORS));

    private Ledger ledger;
    private final Map<Long, Numbering> numberings = new HashMap<>();

    /// Of a database with nothing in it, another each time.
    abstract String jdbcUrl();

    @BeforeEach
    void open() {
        ledger = Ledger.open(jdbcUrl());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void remembersWhatAnImageWasMadeOf() {
        var request = accept(Cache.USE);

        end(request, succeeded("1", new Coded(ORIGIN)));

        var precedent = ledger.precedents().find(Set.of(KEY)).get(KEY);
        assertThat(precedent)
                .isEqualTo(new Precedent(
                        new ImageRow.Published(fileName("1"), 1000, 400, 640, 480, false),
                        CONTENT,
                        Optional.of(VALIDATORS)));
    }

    @Test
    void remembersAnImageWhoseServerSaidNothingOfItsState() {
        var request = accept(Cache.USE);

        end(request, succeeded("1", new Coded(new Origin(KEY, CONTENT, Optional.empty()))));

        assertThat(ledger.precedents().find(Set.of(KEY)).values())
                .extracting(Precedent::validators)
                .containsExactly(Optional.empty());
    }

    @Test
    void remembersNothingThatIsToBeForgotten() {
        end(accept(Cache.NONE), succeeded("1", new Forgotten()));

        assertThat(ledger.precedents().find(Set.of(KEY))).isEmpty();
        assertThat(ledger.precedents().find(Set.of())).isEmpty();
    }

    @Test
    void findsTheNewest() {
        var first = accept(Cache.USE);
        var second = accept(Cache.USE);
        end(second, succeeded("2", new Reused(ORIGIN)));
        end(first, succeeded("1", new Coded(ORIGIN)));

        assertThat(published()).containsExactly(fileName("2"));
    }

    @Test
    void forgetsADeletedRequestAndThenFindsTheOneBefore() {
        var first = accept(Cache.USE);
        var second = accept(Cache.USE);
        end(first, succeeded("1", new Coded(ORIGIN)));
        end(second, succeeded("2", new Reused(ORIGIN)));

        ledger.requests().delete("", second.id(), NOW);
        assertThat(published()).isEmpty();
        erase(second);

        assertThat(published()).containsExactly(fileName("1"));
    }

    @Test
    void looksAWholeChunkUpAtOnce() {
        var keys = IntStream.rangeClosed(1, Chunk.SIZE)
                .mapToObj(image -> ReuseKey.of("", "c", Recipe.defaults(), new SourceUrl("http://a/" + image)))
                .toList();
        end(accept(Cache.USE), succeeded("1", new Coded(new Origin(keys.get(7), CONTENT, Optional.empty()))));

        assertThat(ledger.precedents().find(keys)).containsOnlyKeys(keys.get(7));
    }

    @Test
    void countsEveryPlaceOfAReusedImage() {
        var request = accept(Cache.USE, new Product(1, 2, "1", "Shoe", List.of(SHOE, SHOE)));

        end(request, succeeded("1", new Reused(ORIGIN)));

        var counts = ledger.requests().look(request.number()).orElseThrow().counts();
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
    void countsAPlaceThatIsWrittenAfterItsImageWasReused() {
        var request = accept(Cache.USE);
        end(request, succeeded("1", new Reused(ORIGIN)));

        expand(request, new Product(2, 3, "2", "Shoe again", List.of(SHOE)));

        assertThat(ledger.requests()
                        .look(request.number())
                        .orElseThrow()
                        .counts()
                        .reused())
                .isEqualTo(2);
    }

    @Test
    void keepsWhetherTheCacheIsUsed() {
        assertThat(accept(Cache.NONE).options().cache()).isEqualTo(Cache.NONE);
        assertThat(accept(Cache.USE).options().cache()).isEqualTo(Cache.USE);
    }

    @Test
    void hasAnotherKeyForAnotherOwnerCoderRecipeOrUrl() {
        var half = Recipe.defaults();
        var finer = new Recipe(51, 2048, 2048, Recipe.OutputFormat.KEEP);

        assertThat(List.of(
                        ReuseKey.of("alice", "coder 1", half, SHOE),
                        ReuseKey.of("bob", "coder 1", half, SHOE),
                        ReuseKey.of("alice", "coder 2", half, SHOE),
                        ReuseKey.of("alice", "coder 1", finer, SHOE),
                        ReuseKey.of("alice", "coder 1", half, new SourceUrl("http://a/boot.jpg"))))
                .doesNotHaveDuplicates()
                .contains(ReuseKey.of("alice", "coder 1", half, SHOE));
    }

    @Test
    void opensALedgerFromBeforeAndRemembersFromThenOn() {
        var url = jdbcUrl();
        try (var pools = Pools.open(url)) {
            Flyway.configure()
                    .dataSource(pools.writers())
                    .locations(Dialect.of(url).migrations())
                    .target("1")
                    .load()
                    .migrate();
            JdbcClient.create(pools.writers()).sql("""
                    insert into requests
                        (id, owner, status, quality, max_width, max_height, format, image_base_url, fingerprint,
                         rows_total, images_total, warnings, warning_count, created_at)
                    values
                        ('0123456789abcdef0123456789abcdef', '', 'queued', 50, 0, 0, 'KEEP', 'out/', 'f',
                         1, 1, '[]', 0, 0)
                    """).update();
        }

        ledger.close();
        ledger = Ledger.open(url);

        var request = ledger.requests().look(1).orElseThrow();
        assertThat(request.options().cache()).isEqualTo(Cache.USE);
        assertThat(request.counts().reused()).isZero();
        expand(request, new Product(1, 2, "1", "Shoe", List.of(SHOE)));
        end(request, succeeded("1", new Coded(ORIGIN)));
        assertThat(published()).containsExactly(fileName("1"));
    }

    private List<String> published() {
        return ledger.precedents().find(Set.of(KEY)).values().stream()
                .map(precedent -> precedent.published().fileName())
                .toList();
    }

    private static Succeeded succeeded(String digit, Provenance provenance) {
        return new Succeeded(fileName(digit), 1000, 400, 640, 480, provenance);
    }

    private static String fileName(String digit) {
        return digit.repeat(32) + ".jpg";
    }

    private Request accept(Cache cache) {
        return accept(cache, new Product(1, 2, "1", "Shoe", List.of(SHOE)));
    }

    private Request accept(Cache cache, Product product) {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty(), cache);
        var size = new Size(1, product.images().size(), "[]", 0);
        var accepted =
                new NewRequest(RequestId.random(), "", options, "out/", new Sameness(Optional.empty(), "f"), size);
        var number = ledger.requests().accept(accepted, NOW).orElseThrow();
        var request = ledger.requests().look(number).orElseThrow();
        expand(request, product);
        return request;
    }

    private void expand(Request request, Product product) {
        var numbering = numberings.computeIfAbsent(request.number(), _ -> new Numbering(PLACES));
        var batch = new ProductBatch(List.of(numbering.next(product)));
        ledger.transactions().run(() -> {
            var locked = ledger.requests().lock(request.number()).orElseThrow();
            ledger.expansions().write(locked, batch);
            ledger.settlement().afterProducts(locked, batch.rowsNamingEarlierImages());
        });
    }

    private void end(Request request, Succeeded outcome) {
        ledger.transactions().run(() -> {
            var locked = ledger.requests().lock(request.number()).orElseThrow();
            ledger.images().end(request.number(), Map.of(1L, outcome));
            ledger.settlement().afterImages(locked, List.of(1L), new Bytes(outcome.bytesIn(), outcome.bytesOut()));
        });
    }

    private void erase(Request request) {
        while (ledger.transactions().call(() -> ledger.erasure().eraseSome(request.number()))) {
            // a part at a time
        }
    }
}
