package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.ledger.FailureCounts.Group;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Failed;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is remembered of the course of a request: why images failed, and how fast they ended.
abstract class RequestStatisticsContract extends LedgerTestBase {
    private static final Failed CORRUPT = new Failed(FailureCode.CORRUPT_IMAGE, "the image ends too soon");
    private static final Failed CANCELLED = new Failed(FailureCode.CANCELLED, "cancelled");

    @Test
    void countsFailedPlacesByCode() {
        var request = accept(1, 4);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg", "http://a/2.jpg", "http://a/4.jpg"));

        end(request, 1, CORRUPT);
        end(request, 2, NOT_FOUND);
        var ended = end(request, 4, SUCCESS);

        assertThat(ledger.failures().of(request))
                .containsExactly(new Group(FailureCode.http(404), 2), new Group(FailureCode.CORRUPT_IMAGE, 1));
        assertThat(ended.counts().failed()).isEqualTo(3);
    }

    @Test
    void countsFailedImageOfLaterRow() {
        var request = accept(1, 2);
        expand(request, product(1, "http://a/1.jpg"));
        end(request, 1, NOT_FOUND);

        expand(request, product(2, "http://a/1.jpg"));

        assertThat(ledger.failures().of(request)).containsExactly(new Group(FailureCode.http(404), 2));
    }

    @Test
    void subtractsRetriedPlaces() {
        var request = accept(1, 2);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"));
        end(request, 1, NOT_FOUND);
        end(request, 2, CORRUPT);

        ledger.transactions().run(() -> {
            ledger.completion().reopen(request, List.of(1L, 2L));
            ledger.images().reopen(request.number(), List.of(1L, 2L));
        });
        end(request, 1, SUCCESS);
        end(request, 2, CORRUPT);

        assertThat(ledger.failures().of(request)).containsExactly(new Group(FailureCode.CORRUPT_IMAGE, 1));
    }

    @Test
    void hasNoThroughputBeforeFirstImageEnded() {
        var request = accept(1, 1);

        assertThat(ledger.throughput().of(request)).isEmpty();
    }

    @Test
    void countsImagesPerSecond() {
        var request = accept(1, 5);
        expand(request, product(1, IntStream.rangeClosed(1, 5).mapToObj(n -> "http://a/" + n + ".jpg")));

        end(request, 1, SUCCESS);
        end(request, 2, NOT_FOUND);
        clock.advance(Duration.ofSeconds(2));
        end(request, 3, SUCCESS);

        assertThat(ledger.throughput().of(request))
                .contains(new ThroughputHistory.Throughput(NOW, 1, List.of(2L, 0L, 1L)));
    }

    @Test
    void ignoresCancelledImages() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));

        end(request, 1, CANCELLED);

        assertThat(ledger.throughput().of(request)).isEmpty();
    }

    @Test
    void storesDaysInFewSteps() {
        var request = accept(1, 100);
        expand(request, product(1, IntStream.rangeClosed(1, 100).mapToObj(n -> "http://a/" + n + ".jpg")));

        for (var image = 1; image <= 100; image++) {
            end(request, image, SUCCESS);
            clock.advance(Duration.ofHours(1));
        }

        var throughput = ledger.throughput().of(request).orElseThrow();
        assertThat(throughput.images()).hasSizeBetween(128, 256);
        assertThat(throughput.images().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(100);
    }

    @Test
    void restartsForAnotherRound() {
        var request = accept(1, 2);
        expand(request, product(1, "http://a/1.jpg", "http://a/2.jpg"));
        end(request, 1, NOT_FOUND);
        clock.advance(Duration.ofDays(3));

        ledger.throughput().restart(request.number());
        end(request, 2, SUCCESS);

        var later = NOW.plus(Duration.ofDays(3));
        assertThat(ledger.throughput().of(request)).contains(new ThroughputHistory.Throughput(later, 1, List.of(1L)));
    }

    @Test
    void isDeletedWithItsRequest() {
        var request = accept(1, 1);
        expand(request, product(1, "http://a/1.jpg"));
        end(request, 1, NOT_FOUND);

        ledger.requests().delete("", request.id(), NOW);
        erase(request);

        assertThat(ledger.failures().of(request)).isEmpty();
        assertThat(ledger.throughput().of(request)).isEmpty();
        assertThat(ledger.requests().get(request.number())).isEmpty();
    }
}
