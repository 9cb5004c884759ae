package dev.halftone.engine.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.source.Turn;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CodecsTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger began = new AtomicInteger();
    private final List<Integer> coded = Collections.synchronizedList(new ArrayList<>());
    private final Codecs codecs = new Codecs(this::code, "test", 1);

    @AfterEach
    void close() {
        codecs.close();
    }

    /// An image is as many bytes as its number says; all wait for the gate.
    private Recompressed code(ImageBytes image, Recipe recipe) {
        began.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        coded.add(image.size());
        return new Refused(Reason.NOT_AN_IMAGE, "only a test");
    }

    @Test
    void codesTheSmallestTurnFirst() throws Exception {
        var first = started(7);
        while (began.get() == 0) Thread.onSpinWait();
        var others = Stream.of(20_000, 3, 500).map(this::started).toList();
        while (codecs.waiting() < 3) Thread.onSpinWait();

        gate.countDown();
        first.get();
        for (var other : others) other.get();

        assertThat(coded).containsExactly(7, 3, 500, 20_000);
    }

    @Test
    void codesNothingThatWasGivenUp() throws Exception {
        var first = started(7);
        while (began.get() == 0) Thread.onSpinWait();
        var other = new FutureTask<>(() -> codecs.recompress(image(3), Recipe.defaults(), Turn.of(3)));
        var thread = Thread.ofVirtual().start(other);
        while (codecs.waiting() < 1) Thread.onSpinWait();

        thread.interrupt();
        assertThatThrownBy(other::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        gate.countDown();
        first.get();

        assertThat(codecs.waiting()).isZero();
        assertThat(coded).containsExactly(7);
    }

    private FutureTask<Recompressed> started(int number) {
        var task = new FutureTask<>(() -> codecs.recompress(image(number), Recipe.defaults(), Turn.of(number)));
        Thread.ofVirtual().start(task);
        return task;
    }

    private static ImageBytes image(int number) {
        return new ImageBytes(new byte[number]);
    }
}
