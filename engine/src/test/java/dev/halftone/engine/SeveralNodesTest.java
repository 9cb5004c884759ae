package dev.halftone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.task.WorkerSettings;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests two engines that share a PostgreSQL database: one is cut off from it, or their clocks differ.
@Tag("slow")
class SeveralNodesTest {
    private static final String CSV = "Serial Number,Product Name,Input Image URLs\r\n1,Chair,http://a/1.jpg\r\n";
    private static final String OTHER_CSV = CSV.replace("//a/", "//b/");
    private static final Pattern PORT = Pattern.compile(":([0-9]+)/");

    /// The default takes longer than a test should: a task without a heartbeat for 2 s is dead.
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private final String database = TestDatabases.postgresql();

    @Test
    void anotherNodeGoesOnWithTheWorkOfOneThatIsCutOffAndThatOneSaysSoAndStops() {
        var gate = new CountDownLatch(1);
        try (var network = TcpProxy.to(port());
                var cutOff = node("cut-off", PORT.matcher(database).replaceFirst(":" + network.port() + "/"));
                var other = node("other", database)) {
            cutOff.imageService().holdHostUntil("a", gate);
            other.imageService().holdHostUntil("a", gate);
            cutOff.engine().startWorkers();
            var request = cutOff.accept(CSV);
            Await.until(() -> cutOff.imageService().held() == 1);

            network.goSilent();
            var begunAt = System.nanoTime();
            Await.until(() -> cutOff.engine().problem().isPresent());
            assertThat(Duration.ofNanos(System.nanoTime() - begunAt)).isLessThan(Duration.ofSeconds(6));
            assertThat(cutOff.engine().livenessProblem()).isEmpty();
            other.engine().startWorkers();
            Await.until(() -> other.imageService().held() == 1);

            assertThat(cutOff.imageService().held()).isZero();
            gate.countDown();
            assertThat(other.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
            assertThat(cutOff.imageService().jobCount("http://a/1.jpg")).isZero();

            network.resume();
            Await.until(() -> cutOff.engine().problem().isEmpty());
            other.engine().stopClaiming();
            assertThat(cutOff.awaitCompleted(cutOff.accept(OTHER_CSV)).counts().succeeded())
                    .isEqualTo(1);
        }
    }

    @Test
    void finishesItsImageAfterAPauseOfTheNetworkIfNobodyHasTakenItOver() {
        var gate = new CountDownLatch(1);
        try (var network = TcpProxy.to(port());
                var node = node("node", PORT.matcher(database).replaceFirst(":" + network.port() + "/"))) {
            node.imageService().holdHostUntil("a", gate);
            node.engine().startWorkers();
            var request = node.accept(CSV);
            Await.until(() -> node.imageService().held() == 1);

            network.reset();
            Await.until(() -> node.engine().problem().isPresent());
            gate.countDown();
            network.resume();

            assertThat(node.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
        }
    }

    @Test
    void clocksThatAreMinutesApartTakeNoTaskAwayFromALivingNode() {
        var gate = new CountDownLatch(1);
        try (var late = node("late", Duration.ofMinutes(-5));
                var early = node("early", Duration.ofMinutes(5))) {
            late.imageService().holdHostUntil("a", gate);
            late.engine().startWorkers();
            var request = late.accept(CSV);
            Await.until(() -> late.imageService().held() == 1);

            early.engine().startWorkers();
            // Dead tasks are looked for at the start, and every 8 s.
            early.awaitCompleted(early.accept(OTHER_CSV));
            gate.countDown();

            assertThat(late.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
            assertThat(early.imageService().jobCount("http://a/1.jpg")).isZero();
        }
    }

    @Test
    void clocksThatAreMinutesApartDelayNoRetry() {
        var soon = new RetryLater(FailureCode.http(503), "busy", Optional.of(Duration.ofMillis(1)));
        try (var late = node("late", Duration.ofMinutes(-5))) {
            try (var early = node("early", Duration.ofMinutes(5))) {
                early.imageService().scriptOutcomes("http://a/1.jpg", soon, soon);
                early.engine().startWorkers();
                early.accept(CSV);
                Await.until(() -> early.imageService().jobCount("http://a/1.jpg") > 0);
            }
            var request =
                    late.engine().requests().newestFirst("", Long.MAX_VALUE, 1).getFirst();

            late.engine().startWorkers();

            assertThat(late.awaitCompleted(request).counts().succeeded()).isEqualTo(1);
            assertThat(late.reload(request).times().finished().orElseThrow())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        }
    }

    private int port() {
        var port = PORT.matcher(database);
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private EngineFixture node(String name, String url) {
        var usual = EngineFixture.fastWorkSettings(Duration.ofDays(30));
        var settings = new WorkerSettings(
                usual.maxChunks(),
                usual.reservedChunks(),
                usual.pollingInterval(),
                HEARTBEAT,
                usual.shutdown(),
                usual.retention(),
                usual.cleanUpInterval());
        return new EngineFixture(data(name), url, settings);
    }

    private EngineFixture node(String name, Duration clockOffset) {
        return new EngineFixture(data(name), database, () -> Instant.now().plus(clockOffset));
    }

    /// A data folder of its own, in which only images and uploads are shared.
    private Path data(String name) {
        try {
            var data = Files.createDirectory(folder.resolve(name));
            for (var shared : new String[] {"images", "uploads"}) {
                Files.createDirectories(folder.resolve(shared));
                Files.createSymbolicLink(data.resolve(shared), folder.resolve(shared));
            }
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
