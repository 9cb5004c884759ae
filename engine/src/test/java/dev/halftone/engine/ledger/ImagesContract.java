package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.halftone.engine.catalog.Product;
import dev.halftone.engine.request.Chunk;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.ProductStatus;
import dev.halftone.engine.request.RequestStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Images from their first attempt to their end, and the products that name them.
abstract class ImagesContract extends LedgerTestBase {

    @Test
    void storesRepeatedUrlOnce() {
        var request = accept(3, 4);

        var images = expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"), product(2, "http://a/1.jpg"));
        var more = expand(request, product(3, "http://a/2.jpg"));

        assertThat(images).containsExactly(1L, 2L);
        assertThat(more).isEmpty();
    }

    @Test
    void keepsNoConnectionWhenItHasShownImages() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var products = products(request);

        for (var call = 0; call < 40; call++) {
            assertThat(ledger.products().images(request, products)).hasSize(1);
        }
    }

    @Test
    void completesProductWithItsLastImage() {
        var request = accept(2, 3);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"), product(2, "http://a/1.jpg"));

        var afterOne = end(request, 1, SUCCESS);
        var afterBoth = end(request, 2, NOT_FOUND);

        assertThat(afterOne.counts().succeeded()).isEqualTo(2);
        assertThat(afterOne.counts().rowsDone()).isEqualTo(1);
        assertThat(afterOne.counts().bytesIn()).isEqualTo(1000);
        assertThat(afterBoth.counts().allEnded()).isTrue();
        assertThat(afterBoth.counts().rowsDone()).isEqualTo(2);
        assertThat(products(request))
                .extracting(Products.Row::status, row -> row.outputImageUrls().orElseThrow())
                .containsExactly(
                        tuple(ProductStatus.PARTIAL, "out/" + SUCCESS.fileName() + ","),
                        tuple(ProductStatus.SUCCEEDED, "out/" + SUCCESS.fileName()));
    }

    @Test
    void recordsOutcomeOnce() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        end(request, 1, SUCCESS);

        var again = end(request, 1, NOT_FOUND);

        assertThat(again.counts().succeeded()).isEqualTo(1);
        assertThat(again.counts().failed()).isZero();
        assertThat(again.counts().bytesOut()).isEqualTo(400);
    }

    @Test
    void completesRowsInsertedAfterTheirImageEnded() {
        var request = accept(2, 2);
        expand(request, product(1, "http://a/1.jpg"));
        end(request, 1, SUCCESS);

        expand(request, product(2, "http://a/1.jpg"));

        assertThat(reload(request).counts().rowsDone()).isEqualTo(2);
        assertThat(reload(request).counts().allEnded()).isTrue();
    }

    @Test
    void countsAttemptOnceIfProcessesDie() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var chunk = new Chunk(request.number(), 1, 64);

        var first = begin(chunk);
        var again = begin(chunk);

        assertThat(first).containsExactly(new Images.StartedImage(1, "http://a/1.jpg", 1, false));
        assertThat(again).containsExactly(new Images.StartedImage(1, "http://a/1.jpg", 1, true));
    }

    @Test
    void countsAttemptAfterFinishedOne() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var chunk = new Chunk(request.number(), 1, 64);
        begin(chunk);

        var busy = new RetryLater(FailureCode.http(503), "busy", Optional.empty());
        ledger.images().retryLater(request.number(), 1, busy, NOW);

        assertThat(begin(chunk)).containsExactly(new Images.StartedImage(1, "http://a/1.jpg", 2, false));
    }

    @Test
    void doesNotCountReleasedAttempt() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var chunk = new Chunk(request.number(), 1, 64);
        begin(chunk);

        ledger.images().releaseAttempts(request.number(), List.of(1L));

        assertThat(begin(chunk)).extracting(Images.StartedImage::attempt).containsExactly(1);
    }

    @Test
    void waitsUntilImageIsDue() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        var chunk = new Chunk(request.number(), 1, 64);
        begin(chunk);
        var due = NOW.plusSeconds(90);

        ledger.images()
                .retryLater(request.number(), 1, new RetryLater(FailureCode.http(503), "busy", Optional.empty()), due);

        assertThat(ledger.images().nextDue(chunk, NOW)).contains(due);
        assertThat(ledger.images().startAttempts(chunk, NOW)).isEmpty();
        assertThat(ledger.images().startAttempts(chunk, due)).hasSize(1);
    }

    @Test
    void retriesOnlyFailedImages() {
        var request = accept(2, 3);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"), product(2, "http://a/3.jpg"));
        Stream.of(1, 3).forEach(image -> end(request, image, SUCCESS));
        end(request, 2, NOT_FOUND);
        ledger.requests().finish(request.number(), 0, NOW);

        var failed = ledger.images().failed(request.number(), 0, 10, Set.of());
        ledger.requests().reopen(request.number(), Instant.EPOCH);
        ledger.transactions().run(() -> {
            ledger.completion().reopen(reload(request), failed);
            ledger.images().reopen(request.number(), failed);
        });

        assertThat(failed).containsExactly(2L);
        var reopened = reload(request);
        assertThat(reopened.status()).isEqualTo(RequestStatus.PROCESSING);
        assertThat(reopened.counts().failed()).isZero();
        assertThat(reopened.counts().rowsDone()).isEqualTo(1);
        assertThat(end(reopened, 2, SUCCESS).counts().allEnded()).isTrue();
        assertThat(products(request)).extracting(Products.Row::status).containsOnly(ProductStatus.SUCCEEDED);
    }

    @Test
    void defersProductsOfVeryFrequentImage() {
        var request = accept(2_501, 2_502);
        expand(
                request,
                LongStream.rangeClosed(1, 2_500)
                        .mapToObj(row -> product(row, "http://a/same.jpg"))
                        .toArray(Product[]::new));
        expand(request, product(2_501, "http://a/other.jpg", "http://a/same.jpg"));

        end(request, 1, SUCCESS);
        var afterAll = end(request, 2_501, SUCCESS);

        assertThat(afterAll.counts().succeeded()).isEqualTo(2_502);
        assertThat(afterAll.counts().rowsDone()).isEqualTo(1);
        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isFalse();
        while (ledger.transactions().call(() -> ledger.completion().completePendingProducts(reload(request)))) {
            // some at a time
        }
        assertThat(reload(request).counts().rowsDone()).isEqualTo(2_501);
        assertThat(ledger.requests().finish(request.number(), 0, NOW)).isTrue();
    }

    @Test
    void failsOnlyImagesNotInProgress() {
        var request = accept(1, 4);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg", "http://a/3.jpg", "http://a/4.jpg"));
        begin(new Chunk(request.number(), 1, 1));
        end(request, 2, SUCCESS);

        var failed = ledger.images().failNotStarted(request.number(), 1, 3, NOT_FOUND);

        assertThat(failed).containsExactly(3L);
        assertThat(ledger.images().notStarted(request.number(), 0, 10)).containsExactly(4L);
        assertThat(ledger.images().failed(request.number(), 0, 10, Set.of())).containsExactly(3L);
    }

    @Test
    void pagesProductsByTheirKeyAndStatus() {
        var request = accept(3, 3);
        expand(request, product(1, "http://a/1.jpg"), product(2, "http://a/2.jpg"), product(3, "http://a/3.jpg"));
        end(request, 1, SUCCESS);
        end(request, 3, NOT_FOUND);

        var page = ledger.products().after(request, 1, 1);
        var failed = ledger.products().after(request, 0, 10, ProductStatus.FAILED);
        var places = ledger.products().images(request, failed);

        assertThat(page).extracting(Products.Row::number).containsExactly(2L);
        assertThat(failed).extracting(Products.Row::number).containsExactly(3L);
        assertThat(places.getOrDefault(3L, List.of()).getFirst().image().failure())
                .contains(new ImageRow.Failure("http_404", NOT_FOUND.message()));
    }

    @Test
    void fetchesAnotherUrlInThePlaceOfTheUploadedOne() {
        var request = accept(1, 2);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"));
        end(request, 1, NOT_FOUND);
        var images = ledger.images();

        ledger.transactions().run(() -> {
            images.replaceUrls(request.number(), Map.of(1L, "http://b/1.jpg", 2L, "http://b/2.jpg"));
            ledger.completion().reopen(reload(request), List.of(1L));
            images.reopen(request.number(), List.of(1L));
        });

        assertThat(images.withUrls(request.number(), List.of("http://b/1.jpg", "http://a/2.jpg", "http://b/2.jpg")))
                .extracting(Images.ImageUrls::number)
                .containsExactly(1L, 2L);
        assertThat(begin(new Chunk(request.number(), 1, 2)))
                .extracting(Images.StartedImage::url)
                .containsExactly("http://b/1.jpg", "http://a/2.jpg");
        assertThat(images.failedAmong(request.number(), List.of(1L, 2L))).isEmpty();
    }
}
