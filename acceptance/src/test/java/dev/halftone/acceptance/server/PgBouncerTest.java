package dev.halftone.acceptance.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.PostgresqlServer;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes behind PgBouncer, whose few connections to the server go from one client to another after each
/// transaction.
@Timeout(300)
class PgBouncerTest {
    private static final int IMAGES = 100;

    @TempDir
    private Path folder;

    @Test
    void twoNodesWorkBehindPgBouncerInTransactionMode() throws IOException {
        ExternalTool.assumeInstalled("pgbouncer");
        var port = ExternalTool.freePort();
        try (var database = EmbeddedPostgres.builder().start();
                var imageHost = new ImageHostFixture()) {
            var pooler = startPooler(database.getPort(), port);
            try (var first = node("first", port);
                    var second = node("second", port)) {
                var requests = List.of(
                        first.client().submit(imageHost.catalog(IMAGES)),
                        second.client().submit(imageHost.catalog(IMAGES)));

                for (var request : requests) {
                    first.request(request).awaitCompleted();
                    assertThat(second.request(request).imagesSucceeded()).isEqualTo(IMAGES);
                }
                for (var node : List.of(first, second)) {
                    assertThat(node.output()).doesNotContain("prepared statement", "unsupported startup parameter");
                    assertThat(node.client().get("/health/ready").status()).isEqualTo(200);
                }
            } finally {
                pooler.destroy();
            }
        }
    }

    private Process startPooler(int databasePort, int port) throws IOException {
        var config = Files.writeString(
                folder.resolve("pgbouncer.ini"), """
                [databases]
                postgres = host=127.0.0.1 port=%d user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 4
                %s
                """.formatted(databasePort, port, isRoot() ? "user = nobody" : ""));
        var program = ExternalTool.find("pgbouncer").orElseThrow().toString();
        var pooler = new ProcessBuilder(program, config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        Await.until(() -> ExternalTool.isListening(port));
        return pooler;
    }

    /// PgBouncer refuses to run as root.
    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /// Starts a node with a data folder of its own, in which only the images are shared.
    private ServerProcess node(String data, int port) throws IOException {
        var images = Files.createDirectories(folder.resolve("images"));
        Files.createSymbolicLink(Files.createDirectory(folder.resolve(data)).resolve("images"), images);
        return ServerProcess.in(folder)
                .withData(data)
                .serve(
                        "--database=" + PostgresqlServer.jdbcUrl("127.0.0.1:" + port),
                        "--public-url=http://halftone.test");
    }
}
