package dev.halftone.acceptance.imageservice;

import static dev.halftone.acceptance.imageservice.HandOverFixture.assertCompletes;
import static dev.halftone.acceptance.imageservice.HandOverFixture.handedOver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.MockImageService;
import dev.halftone.testkit.MockResult;
import dev.halftone.testkit.SampleJpeg;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the server at the worst moments of handing over.
@Timeout(300)
class CrashTest {
    private static final int IMAGES = 40;

    @TempDir
    private Path folder;

    private final CountDownLatch results = new CountDownLatch(1);
    private HandOverFixture fixture;
    private MockImageService service;

    @BeforeEach
    void prepare() {
        fixture = new HandOverFixture(folder);
        service = fixture.service();
        service.deliver(callbacks -> {
            results.await();
            callbacks.send(callbacks.results());
        });
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void sendsTheSameJobAgainWhenItDoesNotKnowThatItWasTaken() throws Exception {
        var receipts = new CountDownLatch(1);
        service.holdReceipts(receipts);
        var process = fixture.startProcess();
        var path = fixture.submit(fixture.sources(IMAGES)).path();
        Await.until(() -> service.log().jobs().size() == 1);

        fixture.killAndRestart(process);
        Await.until(() -> service.log().posts().size() == 2);
        receipts.countDown();
        results.countDown();

        assertCompletes(fixture.server().request(path), IMAGES, 0);
        assertThat(service.log().jobs()).hasSize(1);
        assertThat(service.log().reusedIds()).isZero();
    }

    @Test
    void doesNotSendAgainWhatWasTaken() throws Exception {
        service.deliver(callbacks -> {
            callbacks.send(callbacks.results().subList(0, 1));
            results.await();
            callbacks.send(callbacks.results());
        });
        var process = fixture.startProcess();
        var before = fixture.submit(fixture.sources(IMAGES));
        // Now it knows that the job was taken.
        Await.until(() -> before.imagesDone() == 1);

        fixture.killAndRestart(process);
        var after = fixture.server().request(before.path());
        assertThat(handedOver(after)).isEqualTo(IMAGES - 1);
        results.countDown();

        assertCompletes(after, IMAGES, 0);
        assertThat(service.log().posts()).hasSize(1);
        assertThat(service.log().questions()).isEmpty();
    }

    @Test
    void keepsTheResultsOfACallbackThatItHasAnswered() throws Exception {
        var answered = new CountDownLatch(1);
        service.respondToOthers(url -> url.hashCode() % 2 == 0
                ? MockResult.outputUrl(SampleJpeg.bytes())
                : MockResult.content(SampleJpeg.bytes()));
        service.hideResults();
        service.deliver(callbacks -> {
            callbacks.send(callbacks.results().subList(0, IMAGES / 2));
            answered.countDown();
            results.await();
            callbacks.send(callbacks.results());
        });
        var process = fixture.startProcess();
        var path = fixture.submit(fixture.sources(IMAGES)).path();
        answered.await();

        fixture.killAndRestart(process);

        var request = fixture.server().request(path);
        Await.until(() -> request.imagesDone() == IMAGES / 2);
        assertThat(handedOver(request)).isEqualTo(IMAGES / 2);
        results.countDown();
        assertCompletes(request, IMAGES, 0);
        assertThat(service.log().posts()).hasSize(1);
    }
}
