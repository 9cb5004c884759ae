package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.task.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that images that hang hold up their owner only, on either database.
abstract class WorkerFairnessContract {
    private static final String HEADER = "Serial Number,Product Name,Input Image URLs\r\n";
    private static final String FAST = HEADER + "1,Chair,http://fast/1.jpg\r\n";
    private static final String SLOW = HEADER + "1,Chair,http://slow/1.jpg\r\n";
    private static final int MAX_CHUNKS = 48;

    @TempDir
    private Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
    private EngineFixture engineFixture;

    abstract String database(Path folder);

    @BeforeEach
    void open() {
        var workerSettings = WorkerSettings.defaults().withShutdown(Duration.ofMillis(100));
        engineFixture = new EngineFixture(folder, database(folder), workerSettings);
    }

    @AfterEach
    void close() {
        gate.countDown();
        engineFixture.close();
    }

    @Test
    void anImageIsProcessedWhileSeventyRequestsOfAnotherOwnerHang() {
        engineFixture.imageService().holdHostUntil("slow", gate);
        accept("alice", 70);
        engineFixture.engine().startWorkers();
        awaitHeld(MAX_CHUNKS);

        var request = engineFixture.acceptFrom("bob", FAST);

        assertThat(engineFixture.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
        assertThat(engineFixture.imageService().held()).isLessThan(64);
    }

    @Test
    void anImageIsProcessedWhileTheRequestsOfThreeOtherOwnersHang() {
        engineFixture.imageService().holdHostUntil("slow", gate);
        engineFixture.engine().startWorkers();
        for (var owner : List.of("alice", "carol", "dave")) accept(owner, 40);
        awaitHeld(MAX_CHUNKS);

        var request = engineFixture.acceptFrom("bob", FAST);

        assertThat(engineFixture.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
    }

    @Test
    void anImageIsProcessedWhileTheRetriesOfAnotherOwnerHang() {
        engineFixture.engine().startWorkers();
        engineFixture
                .imageService()
                .scriptOutcomes(
                        "http://slow/1.jpg",
                        IntStream.range(0, 70)
                                .mapToObj(_ -> new Failed(FailureCode.http(404), "the server answered 404"))
                                .toArray(Failed[]::new));
        var failed =
                accept("alice", 70).stream().map(engineFixture::awaitCompleted).toList();
        engineFixture.imageService().holdHostUntil("slow", gate);
        for (var request : failed.reversed()) engineFixture.engine().requests().retry(request);
        awaitHeld(MAX_CHUNKS);

        var request = engineFixture.acceptFrom("bob", FAST);

        assertThat(engineFixture.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
    }

    private List<Request> accept(String owner, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(_ -> engineFixture.acceptFrom(owner, SLOW))
                .toList();
    }

    /// Waits until the images of that many chunks hang.
    private void awaitHeld(int images) {
        engineFixture.awaitCondition(() -> engineFixture.imageService().held() >= images);
    }
}
