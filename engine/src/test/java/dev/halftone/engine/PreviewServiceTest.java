package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
    private static final int MAX_BYTES = 100;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Integer> began = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> memoryWhileCoding = Collections.synchronizedList(new ArrayList<>());
    private final MemoryBudget memory = new MemoryBudget(2 * MAX_BYTES, MAX_BYTES, Tenancy.SHARED);

    @AfterEach
    void close() {
        gate.countDown();
        clients.close();
    }

    /// An image is as many bytes as its number says; all wait for the gate. The result has half of the bytes.
    private final class BlockingCodec implements LocalCodec {
        @Override
        public MemoryReservation reserve(FairnessKey fairness) {
            return memory.reserve(fairness, new Cancellation());
        }

        @Override
        public Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairness)
                throws InterruptedException {
            began.add(source.size());
            gate.await();
            memoryWhileCoding.add(memory.held());
            return new Recompressed.Done(new ImageBytes(new byte[source.size() / 2]), ImageFormat.JPEG, 1, 1);
        }
    }

    private PreviewService service(int atOnce, int openOfAnOwner, Duration longestWait) {
        var limits = new Limits(atOnce, openOfAnOwner, longestWait);
        return new PreviewService(Optional.of(new BlockingCodec()), MAX_BYTES, limits);
    }

    @Test
    void givesTurnsToOwnersThatHaveFewerPreviewsOpen() throws Exception {
        var previews = service(1, 3, LONG);
        var all = new ArrayList<Future<Result>>();
        all.add(submit(previews, "greedy", 11));
        Await.untilPollingFast(() -> began.size() == 1);
        for (var image : List.of(12, 13)) {
            all.add(submit(previews, "greedy", image));
            Await.untilPollingFast(() -> previews.waiting() == all.size() - 1);
        }
        all.add(submit(previews, "other", 21));
        Await.untilPollingFast(() -> previews.waiting() == 3);

        gate.countDown();
        for (var each : all) assertThat(each.get()).isInstanceOf(Result.Compressed.class);

        assertThat(began).containsExactly(11, 21, 12, 13);
    }

    @Test
    void codesAsManyAtOnceAsAllowed() throws Exception {
        var previews = service(2, 3, LONG);
        var all = List.of(submit(previews, "a", 1), submit(previews, "b", 2), submit(previews, "c", 3));
        Await.untilPollingFast(() -> began.size() == 2 && previews.waiting() == 1);

        gate.countDown();
        for (var each : all) each.get();

        assertThat(began).hasSize(3);
    }

    @Test
    void opensAsManyForAnOwnerAsAllowed() {
        var previews = service(1, 2, LONG);
        try (var first = previews.open("shop").orElseThrow();
                var second = previews.open("shop").orElseThrow()) {
            assertThat(List.of(first, second)).doesNotHaveDuplicates();
            assertThat(previews.open("shop")).isEmpty();

            previews.open("other").orElseThrow().close();
        }

        previews.open("shop").orElseThrow().close();
    }

    @Test
    void reservesMemoryForTheSourceAndReleasesIt() throws Exception {
        gate.countDown();

        submit(service(1, 1, LONG), "shop", 80).get();

        assertThat(memoryWhileCoding).containsExactly(80L);
        assertThat(memory.held()).isZero();
    }

    @Test
    void writesTheResultUntilThePreviewIsClosed() throws Exception {
        gate.countDown();
        var out = new ByteArrayOutputStream();
        try (var preview = service(1, 1, LONG).open("shop").orElseThrow()) {
            var compressed = (Result.Compressed) preview.compress(image(80), Recipe.defaults());
            compressed.content().writeTo(out);
            assertThat(compressed.mediaType()).isEqualTo("image/jpeg");
            assertThat(compressed.bytes()).isEqualTo(40);
        }

        assertThat(out.toByteArray()).isEqualTo(new byte[40]);
    }

    @Test
    void givesUpAPreviewThatTakesTooLongAndItsTurn() {
        var previews = service(1, 1, Duration.ofMillis(20));

        // The codec never ends, so the second image begins only if the first one has given back its turn.
        Await.untilPollingFast(() -> {
            assertThat(compressed(previews)).isEqualTo(new Result.Busy());
            return began.size() > 1;
        });

        Await.untilPollingFast(() -> memory.held() == 0);
    }

    private Result compressed(PreviewService previews) {
        try {
            return submit(previews, "shop", 1).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void readsNoMoreThanAnImageMayHave() throws Exception {
        assertThat(submit(service(1, 1, LONG), "shop", MAX_BYTES + 1).get()).isEqualTo(new Result.TooLarge(MAX_BYTES));
        assertThat(began).isEmpty();
    }

    @Test
    void releasesThePlaceOfAClientThatBreaksOff() throws IOException {
        var previews = service(1, 1, LONG);
        // Reading it fails.
        var broken = InputStream.nullInputStream();
        broken.close();

        assertThatThrownBy(() -> {
                    try (var preview = previews.open("shop").orElseThrow()) {
                        preview.compress(broken, Recipe.defaults());
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(UncheckedIOException.class);

        previews.open("shop").orElseThrow().close();
    }

    @Test
    void saysWhatTheMachineLacks() throws Exception {
        var noProcess = new LocalCodec() {
            @Override
            public MemoryReservation reserve(FairnessKey fairness) {
                return memory.reserve(fairness, new Cancellation());
            }

            @Override
            public Recompressed recompress(ImageBytes source, Recipe recipe, FairnessKey fairness) {
                throw new UncheckedIOException(new IOException("Too many open files"));
            }
        };
        var previews = new PreviewService(Optional.of(noProcess), MAX_BYTES, Limits.defaults());

        assertThat(submit(previews, "shop", 1).get()).isEqualTo(new Result.Unavailable("too many files are open"));
    }

    @Test
    void hasNoPreviewsWhereImagesAreProcessedElsewhere() throws Exception {
        var previews = new PreviewService(Optional.empty(), MAX_BYTES, Limits.defaults());

        assertThat(submit(previews, "shop", 1).get()).isEqualTo(new Result.Elsewhere());
    }

    private Future<Result> submit(PreviewService previews, String owner, int bytes) {
        return clients.submit(() -> {
            try (var preview = previews.open(owner).orElseThrow()) {
                return preview.compress(image(bytes), Recipe.defaults());
            }
        });
    }

    private static InputStream image(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]);
    }
}
