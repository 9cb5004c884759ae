package dev.halftone.engine.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.processing.CodecAdmission.Admission;
import dev.halftone.engine.processing.CodecAdmission.Place;
import dev.halftone.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CodecAdmissionTest {
    private static final long LARGE = CodecAdmission.LARGE;

    private final ExecutorService images = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        images.shutdownNow();
    }

    @Test
    void admitsAsManyAsThereAreThreads() throws Exception {
        var admission = admission(2, 1_000);
        var first = admitted(admission, 10, 1);
        admitted(admission, 10, 2);
        var third = waiting(admission, 10, 3, 1);

        first.close();

        third.get();
        assertThat(admission.held()).isEqualTo(20);
        assertThat(admission.waiting()).isZero();
    }

    @Test
    void admitsAsMuchAsThereIsMemory() throws Exception {
        var admission = admission(4, 1_000);
        var first = admitted(admission, 700, 1);
        var second = waiting(admission, 400, 2, 1);

        first.close();

        second.get();
        assertThat(admission.held()).isEqualTo(400);
    }

    @Test
    void admitsAnImageThatNeedsMoreThanTheLimitAlone() throws Exception {
        var admission = admission(4, 1_000);
        var small = admitted(admission, 1, 1);
        var huge = waiting(admission, 5_000, 2, 1);

        small.close();

        huge.get();
        assertThat(admission.held()).isEqualTo(1_000);
    }

    @Test
    void admitsTheSmallestKeyFirst() throws Exception {
        var admission = admission(1, 1_000);
        var running = admitted(admission, 1, 1);
        var later = waiting(admission, 1, 9, 1);
        var sooner = waiting(admission, 1, 2, 2);

        running.close();

        sooner.get();
        assertThat(later.isDone()).isFalse();
    }

    @Test
    void smallImagesOvertakeAHugeOneWhereThereIsRoom() throws Exception {
        var admission = admission(8, 1_000);
        admitted(admission, 500, 1);
        var huge = waiting(admission, 800, 2, 1);

        admitted(admission, 100, 3);
        admitted(admission, 100, 4);

        // There are 300 bytes free, but only 200 that the huge image will not need.
        var small = waiting(admission, 100, 5, 2);
        assertThat(List.of(huge.isDone(), small.isDone())).containsOnly(false);
    }

    @Test
    void smallImagesDoNotKeepAHugeOneWaiting() throws Exception {
        var admission = admission(8, 1_000);
        var first = admitted(admission, 500, 1);
        var huge = waiting(admission, 800, 2, 1);
        admitted(admission, 200, 3);
        var small = waiting(admission, 100, 4, 2);

        first.close();

        huge.get();
        assertThat(small.isDone()).isFalse();
    }

    @Test
    void aSmallImageGetsAThreadWhileLargeOnesHaveAll() throws Exception {
        var admission = admission(2, 10 * LARGE);
        admitted(admission, LARGE, 1);
        admitted(admission, LARGE, 2);
        var third = waiting(admission, LARGE, 3, 1);

        var small = admitted(admission, 1, 4);

        var another = waiting(admission, 1, 5, 2);
        small.close();
        another.get();
        assertThat(third.isDone()).isFalse();
    }

    @Test
    void leavesMemoryForOtherTenants() throws Exception {
        var admission = new CodecAdmission(new CodecAdmission.Limits(8, 800, Tenancy.SHARED));
        var huge = admitted(admission, 5_000, 1);
        assertThat(admission.held()).isEqualTo(700);
        var another = waiting(admission, 1, 2, 1);

        admission.acquire(Place.THREAD, 100, FairnessKey.of("other", 9));

        assertThat(another.isDone()).isFalse();
        huge.close();
        another.get();
    }

    @Test
    void aTenantThatWaitsForItsOwnShareBlocksNoOther() throws Exception {
        var admission = new CodecAdmission(new CodecAdmission.Limits(8, 800, Tenancy.SHARED));
        var first = admitted(admission, 400, 1);
        var huge = waiting(admission, 400, 2, 1);
        admitted(admission, 200, 3);

        admission.acquire(Place.THREAD, 200, FairnessKey.of("other", 9));

        first.close();
        huge.get();
    }

    @Test
    void childProcessesNeedNoThread() throws Exception {
        var admission = admission(1, 1_000);
        admitted(admission, 1, 1);

        var suspect = images.submit(() -> admission.acquire(Place.CHILD_PROCESS, 500, FairnessKey.of("one", 2)));

        suspect.get();
        assertThat(admission.held()).isEqualTo(501);
    }

    @Test
    void aWaitEndsWhenInterrupted() throws Exception {
        var admission = admission(1, 1_000);
        var running = admitted(admission, 1, 1);
        var interrupted = new ArrayList<Thread>();
        var waiting = images.submit(() -> {
            synchronized (interrupted) {
                interrupted.add(Thread.currentThread());
            }
            return admission.acquire(Place.THREAD, 1, FairnessKey.of("one", 2));
        });
        Await.until(() -> admission.waiting() == 1);

        synchronized (interrupted) {
            interrupted.getFirst().interrupt();
        }

        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        running.close();
        assertThat(admission.waiting()).isZero();
        assertThat(admission.held()).isZero();
    }

    @Test
    void holdsItsLimitsAndAdmitsAll() throws Exception {
        var random = new Random(1);
        var admission = admission(4, 1_000);
        var held = new AtomicLong();
        var most = new AtomicLong();
        var all = new ArrayList<Future<?>>();
        for (var i = 0; i < 2_000; i++) {
            var bytes = random.nextInt(1_500);
            var key = FairnessKey.of("one", 1 + random.nextInt(100));
            all.add(images.submit(() -> {
                try (var _ = admission.acquire(Place.THREAD, bytes, key)) {
                    most.accumulateAndGet(held.addAndGet(Math.min(bytes, 1_000)), Math::max);
                    held.addAndGet(-Math.min(bytes, 1_000));
                }
                return key;
            }));
        }

        for (var image : all) image.get();

        assertThat(most.get()).isBetween(1L, 1_000L);
        assertThat(admission.held()).isZero();
    }

    private static CodecAdmission admission(int threads, long memory) {
        return new CodecAdmission(new CodecAdmission.Limits(threads, memory, Tenancy.SINGLE));
    }

    private static Admission admitted(CodecAdmission admission, long bytes, int image) throws InterruptedException {
        return admission.acquire(Place.THREAD, bytes, FairnessKey.of("one", image));
    }

    /// An image that has to wait.
    ///
    /// @param place how many wait then
    private Future<Admission> waiting(CodecAdmission admission, long bytes, int image, int place) {
        var waiting = images.submit(() -> admitted(admission, bytes, image));
        Await.until(() -> admission.waiting() == place);
        return waiting;
    }
}
