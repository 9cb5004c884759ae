package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.halftone.engine.PreviewService.Limits;
import dev.halftone.engine.PreviewService.Result;
import dev.halftone.engine.limit.Cancellation;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.MemoryBudget;
import dev.halftone.engine.limit.MemoryReservation;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.processing.LocalCodec;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.SampleJpeg;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PreviewServiceTest {
    private static final byte[] PICTURE = SampleJpeg.bytes();

    private final GatedCodec codec = new GatedCodec();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        codec.gate.countDown();
        clients.close();
    }

    /// Returns each image as it came, when a gate opens.
    private static final class GatedCodec implements LocalCodec {
        private final CountDownLatch gate = new CountDownLatch(1);
        private final ConcurrentLinkedQueue<String> owners = new ConcurrentLinkedQueue<>();
        private final MemoryBudget budget = new MemoryBudget(1_000_000, 100_000, Tenancy.SHARED);

        @Override
        public MemoryReservation reserve(FairnessKey fairness) {
            return budget.reserve(fairness, new Cancellation());
        }

        @Override
        public Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairness)
                throws InterruptedException {
            owners.add(fairness.tenant());
            gate.await();
            return new Recompressed.Done(source, ImageFormat.JPEG, SampleJpeg.WIDTH, SampleJpeg.HEIGHT);
        }
    }

    private PreviewService service(int atOnce, Duration longestWait) {
        return new PreviewService(Optional.of(codec), 100_000, new Limits(atOnce, 3, longestWait));
    }

    private static Result compress(PreviewService service, String owner, byte[] image) throws IOException {
        try (var preview = service.open(owner).orElseThrow()) {
            return preview.compress(new ByteArrayInputStream(image), Recipe.defaults());
        }
    }

    private Future<Result> submit(PreviewService service, String owner) {
        return clients.submit(() -> compress(service, owner, PICTURE));
    }

    @Test
    void opensAFewPreviewsOfAnOwnerAtATime() {
        var service = service(1, Duration.ofMinutes(1));
        var open = List.of(
                service.open("a").orElseThrow(),
                service.open("a").orElseThrow(),
                service.open("a").orElseThrow());

        assertThat(service.open("a")).isEmpty();
        assertThat(service.open("b")).isPresent();
        open.getFirst().close();
        assertThat(service.open("a")).isPresent();
        assertThat(service.open("a")).isEmpty();
    }

    @Test
    void givesTurnsByOwner() throws ExecutionException, InterruptedException {
        var service = service(1, Duration.ofMinutes(1));
        var first = submit(service, "greedy");
        Await.until(() -> codec.owners.size() == 1);
        var greedy = List.of(submit(service, "greedy"), submit(service, "greedy"));
        Await.until(() -> service.waiting() == 2);
        var other = submit(service, "other");
        Await.until(() -> service.waiting() == 3);
        codec.gate.countDown();

        for (var each : List.of(first, greedy.getFirst(), greedy.getLast(), other))
            assertThat(each.get()).isInstanceOf(Result.Compressed.class);
        assertThat(codec.owners).containsExactly("greedy", "other", "greedy", "greedy");
    }

    @Test
    void givesUpWhenItsTurnDoesNotComeInTime() throws IOException {
        var service = service(1, Duration.ofMillis(1));
        var first = submit(service, "a");
        assertThat(compress(service, "b", PICTURE)).isInstanceOf(Result.Busy.class);
        assertThat(first).succeedsWithin(Duration.ofMinutes(1)).isInstanceOf(Result.Busy.class);
        assertThat(service.waiting()).isZero();
        codec.gate.countDown();

        assertThat(compress(service(1, Duration.ofMinutes(1)), "b", PICTURE)).isInstanceOf(Result.Compressed.class);
        assertThat(codec.budget.held()).as("memory held").isZero();
    }

    @Test
    void endsWithTheClientsStream() {
        var service = service(1, Duration.ofMinutes(1));
        var broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };
        for (var i = 0; i < 5; i++) {
            try (var preview = service.open("a").orElseThrow()) {
                assertThatIOException().isThrownBy(() -> preview.compress(broken, Recipe.defaults()));
            }
        }
    }

    @Test
    void refusesAnImageAboveTheLimit() throws IOException {
        assertThat(compress(service(1, Duration.ofMinutes(1)), "a", new byte[100_001]))
                .isEqualTo(new Result.TooLarge(100_000));
    }

    @Test
    void makesNoneWhereImagesAreProcessedElsewhere() throws IOException {
        var service = new PreviewService(Optional.empty(), 100_000, Limits.defaults());

        assertThat(compress(service, "a", PICTURE)).isInstanceOf(Result.Elsewhere.class);
    }
}
