package dev.halftone.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.isolation.CodecCommand;
import dev.halftone.engine.isolation.CodecConfig;
import dev.halftone.engine.isolation.CodecProcessPool;
import dev.halftone.engine.isolation.CrashIsolation;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class CodecExecutorTest {
    /// A codec is considered hung after five times as long.
    private static final Duration SHORT = Duration.ofMillis(100);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger began = new AtomicInteger();
    private final List<Integer> coded = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private CodecExecutor codecExecutor;

    @BeforeEach
    void open() {
        codecExecutor = codecs(Duration.ofMinutes(1));
    }

    private CodecExecutor codecs(Duration maxWork) {
        var codecConfig = new CodecConfig(new ImageLimits(1, maxWork), Optional.empty());
        var codecProcessPool = new CodecProcessPool(new CodecCommand(List.of("/nowhere/java")), codecConfig, 1);
        return new CodecExecutor(
                new BlockingCodec(),
                CrashIsolation.in(folder, codecProcessPool),
                new CodecAdmission.Limits(1, 1_000_000, Tenancy.SINGLE));
    }

    @AfterEach
    void close() {
        gate.countDown();
        codecExecutor.close();
    }

    /// An image is as many bytes as its number says; all wait for the gate.
    private final class BlockingCodec implements ImageCodec {
        @Override
        public Recompressed recompress(ImageBytes image, Recipe recipe) {
            began.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            coded.add(image.size());
            return new Refused(Reason.NOT_AN_IMAGE, "only a test");
        }

        @Override
        public String outputVersion() {
            return "test";
        }
    }

    @Test
    void runsTheSmallestFairnessKeyFirst() throws Exception {
        var first = started(7);
        awaitBegun(1);
        var others = Stream.of(20_000, 3, 500).map(this::started).toList();
        while (codecExecutor.waiting() < 3) Thread.onSpinWait();

        gate.countDown();
        first.get();
        for (var other : others) other.get();

        assertThat(coded).containsExactly(7, 3, 500, 20_000);
    }

    @Test
    void skipsAbandonedJobs() throws Exception {
        var first = started(7);
        awaitBegun(1);
        var other =
                new FutureTask<>(() -> codecExecutor.recompress(image(3), Recipe.defaults(), FairnessKey.of("", 3)));
        var thread = Thread.ofVirtual().start(other);
        while (codecExecutor.waiting() < 1) Thread.onSpinWait();

        thread.interrupt();
        assertThatThrownBy(other::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        gate.countDown();
        first.get();

        assertThat(codecExecutor.waiting()).isZero();
        assertThat(coded).containsExactly(7);
    }

    @Test
    void refusesAHangingImageAndReplacesItsThread() throws Exception {
        codecExecutor = codecs(SHORT);
        var next = new FutureTask<>(() -> codecExecutor.recompress(image(8), Recipe.defaults(), FairnessKey.of("", 8)));

        var refused = (Refused) codecExecutor.recompress(image(7), Recipe.defaults(), FairnessKey.of("", 7));
        assertThat(refused.reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(codecExecutor.hung()).isEqualTo(1);

        gate.countDown();
        while (codecExecutor.hung() > 0) Thread.onSpinWait();
        next.run();
        assertThat(next.get()).isInstanceOf(Refused.class);
        assertThat(coded).containsExactly(7, 8);
    }

    @Test
    void runsWaitingJobsWhileAnImageHangs() throws Exception {
        codecExecutor = codecs(SHORT);
        var hanging = started(7);
        awaitBegun(1);
        var waiting = started(8);

        awaitBegun(2);
        gate.countDown();

        assertThat(((Refused) hanging.get()).reason()).isEqualTo(Reason.TIMED_OUT);
        waiting.get();
        assertThat(coded).contains(8);
    }

    @Test
    void usesChildProcessesOnceAllThreadsHang() throws Exception {
        codecExecutor = codecs(SHORT);
        codecExecutor.recompress(image(7), Recipe.defaults(), FairnessKey.of("", 7));

        // There is no such Java: that a process was to be started is seen by the complaint.
        assertThatThrownBy(() -> codecExecutor.recompress(image(8), Recipe.defaults(), FairnessKey.of("", 8)))
                .hasMessageContaining("cannot start a process to code suspect images");
        assertThat(began).hasValue(1);
    }

    @Test
    void usesAChildProcessForAnImageThatHungBefore() throws Exception {
        codecExecutor = codecs(SHORT);
        codecExecutor.recompress(image(7), Recipe.defaults(), FairnessKey.of("", 7));
        gate.countDown();
        while (codecExecutor.hung() > 0) Thread.onSpinWait();

        assertThatThrownBy(() -> codecExecutor.recompress(image(7), Recipe.defaults(), FairnessKey.of("", 9)))
                .hasMessageContaining("cannot start a process to code suspect images");
        codecExecutor.recompress(image(8), Recipe.defaults(), FairnessKey.of("", 8));
        assertThat(coded).containsExactly(7, 8);
    }

    private void awaitBegun(int count) {
        while (began.get() < count) Thread.onSpinWait();
    }

    private FutureTask<Recompressed> started(int number) {
        var task = new FutureTask<>(
                () -> codecExecutor.recompress(image(number), Recipe.defaults(), FairnessKey.of("", number)));
        Thread.ofVirtual().start(task);
        return task;
    }

    private static ImageBytes image(int number) {
        return new ImageBytes(new byte[number]);
    }
}
