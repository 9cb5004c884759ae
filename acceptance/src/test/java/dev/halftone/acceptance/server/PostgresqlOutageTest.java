package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.PostgresqlServer;
import dev.halftone.acceptance.RunningServer;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A PostgreSQL server that restarts, fails over or is cut off in the middle of a request.
@Timeout(300)
class PostgresqlOutageTest {
    private static final int IMAGES = 40;

    @TempDir
    private Path folder;

    private PostgresqlServer database;
    private ImageHostFixture imageHost;

    @BeforeEach
    void start() throws IOException {
        database = PostgresqlServer.start();
        imageHost = ImageHostFixture.halfGated(IMAGES);
    }

    @AfterEach
    void stop() throws IOException {
        imageHost.close();
        database.close();
    }

    @Test
    void goesOnAfterTheServerCrashedAndStartedAgain() {
        try (var node = node(database.host())) {
            var request = submitAndAwaitHalf(node);

            database.crash();
            Await.until(() -> node.client().get("/health/ready").status() == 503);
            assertThat(node.client().get("/health/live").status()).isEqualTo(200);
            imageHost.openGate();
            database.startAgain();

            assertCompletes(node, request);
            assertThat(node.client().get(request + "/products?limit=500").json().findValuesAsString("attempts"))
                    .containsOnly("1");
            Await.until(() -> node.client().get("/health/ready").status() == 200);
        }
    }

    @Test
    void goesOnWithThePromotedStandbyWhenThePrimaryIsGone() throws IOException {
        try (var standby = database.startStandby();
                var node = node(database.host(), standby.host())) {
            var request = submitAndAwaitHalf(node);

            database.crash();
            standby.promote();
            imageHost.openGate();

            assertCompletes(node, request);
        }
    }

    /// The connections to the old primary live on: only its refusals tell that it is none any more.
    @Test
    void leavesAnOldPrimaryThatHasBecomeReadOnly() throws IOException {
        try (var standby = database.startStandby();
                var address = TcpProxy.to(database.port());
                var node = node("127.0.0.1:" + address.port())) {
            var request = submitAndAwaitHalf(node);

            database.configure("default_transaction_read_only", "on");
            standby.promote();
            address.redirectTo(standby.port());
            imageHost.openGate();

            assertCompletes(node, request);
        }
    }

    @Test
    @Tag("long")
    void isAliveAgainWhenItPollsAgain() {
        try (var network = TcpProxy.to(database.port());
                var node = node("127.0.0.1:" + network.port())) {
            network.goSilent();
            Await.until(() -> node.client().get("/health/live").status() == 503);
            network.resume();

            Await.until(() -> node.client().get("/health/live").status() == 200
                    && node.client().get("/health/ready").status() == 200);
            imageHost.openGate();
            assertCompletes(node, node.client().submit(imageHost.csv()));
        }
    }

    /// With the times of production: the tests of the engine have shorter ones.
    @Test
    @Tag("long")
    void anotherNodeTakesOverWithinHalfAMinuteAndTheFirstDoesNothingMeanwhile() throws IOException {
        try (var network = TcpProxy.to(database.port());
                var cutOff = nodeIn("cut-off", "127.0.0.1:" + network.port())) {
            var request = submitAndAwaitHalf(cutOff);
            try (var other = nodeIn("other", database.host())) {
                network.goSilent();
                var begunAt = System.nanoTime();
                Await.until(() -> cutOff.output().contains("could send no heartbeat"));
                assertThat(imageHost.host().requests())
                        .as("the other node has taken nothing over yet")
                        .extracting(asked -> asked.path())
                        .doesNotHaveDuplicates();
                imageHost.openGate();

                assertCompletes(other, request);
                assertThat(since(begunAt)).isLessThan(Duration.ofSeconds(30));
                network.resume();
                Await.until(() -> cutOff.client().get("/health/ready").status() == 200);
                assertCompletes(cutOff, request);
            }
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private RunningServer node(String... hosts) {
        return ServerProcess.in(folder).serveInProcess("--database=" + PostgresqlServer.jdbcUrl(hosts));
    }

    /// A node with a data folder of its own, in which only the images are shared.
    private ServerProcess nodeIn(String data, String host) throws IOException {
        var images = Files.createDirectories(folder.resolve("images"));
        Files.createSymbolicLink(Files.createDirectory(folder.resolve(data)).resolve("images"), images);
        return ServerProcess.in(folder)
                .withData(data)
                .serve("--database=" + PostgresqlServer.jdbcUrl(host), "--public-url=http://halftone.test");
    }

    private String submitAndAwaitHalf(RunningServer node) {
        var request = node.client().submit(imageHost.csv());
        Await.until(() -> node.request(request).imagesDone() == IMAGES / 2);
        return request;
    }

    private static void assertCompletes(RunningServer node, String request) {
        node.request(request).awaitCompleted();
        assertThat(node.request(request).imagesSucceeded()).isEqualTo(IMAGES);
        assertThat(node.request(request).outputCsv().lines())
                .hasSize(IMAGES + 1)
                .noneMatch(line -> line.endsWith(","));
    }
}
