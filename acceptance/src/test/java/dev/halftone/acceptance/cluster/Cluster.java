package dev.halftone.acceptance.cluster;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.app.Main;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.S3Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What several nodes share: a PostgreSQL that can be restarted, and a bucket. Nodes have nothing else in common.
final class Cluster implements AutoCloseable {
    /// Gives output URLs that do not depend on the node.
    private static final String PUBLIC_URL = "http://halftone.test";

    private static final List<String> CREDENTIALS =
            List.of("-Daws.accessKeyId=" + S3Server.ACCESS_KEY, "-Daws.secretAccessKey=" + S3Server.SECRET_KEY);

    private final Path folder;
    private final int databasePort = ExternalTool.freePort();
    private final S3Server bucket = S3Server.start();
    private final List<ServerProcess> nodes = new ArrayList<>();
    private EmbeddedPostgres database;
    private Class<?> main = Main.class;

    private Cluster(Path folder) throws IOException {
        this.folder = folder;
        this.database = startDatabase();
    }

    static Cluster in(Path folder) throws IOException {
        return new Cluster(folder);
    }

    /// Starts nodes from another main class.
    Cluster withMain(Class<?> newMain) {
        main = newMain;
        return this;
    }

    private EmbeddedPostgres startDatabase() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgresql"))
                .setCleanDataDirectory(false)
                .setPort(databasePort)
                .start();
    }

    /// Starts a node, and waits until it is ready.
    ///
    /// @param roles `api`, `worker` or both
    ServerProcess node(String name, String roles, String... options) {
        return node(name, roles, CREDENTIALS, options);
    }

    /// Starts a node with other credentials for the bucket.
    ServerProcess node(String name, String roles, List<String> credentials, String... options) {
        var all = new ArrayList<>(List.of(
                "--roles=" + roles,
                "--database=" + database.getJdbcUrl("postgres", "postgres"),
                "--storage=s3://" + S3Server.BUCKET + "/shop",
                "--public-url=" + PUBLIC_URL,
                "--webhook-secret=whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"));
        all.addAll(List.of(options));
        if (all.stream().noneMatch(option -> option.startsWith("--s3-endpoint=")))
            all.add("--s3-endpoint=" + bucket.endpoint());
        var node = ServerProcess.in(folder)
                .withData(name)
                .withMain(main)
                .withJvmOptions(credentials)
                .serve(all.toArray(String[]::new));
        nodes.add(node);
        return node;
    }

    S3Server bucket() {
        return bucket;
    }

    /// Stops PostgreSQL, which cuts all connections, and starts it again.
    void restartDatabase() throws IOException {
        database.close();
        database = startDatabase();
    }

    /// Waits until each of a number of workers has heard of the others: it has written twice more since all are known.
    void awaitExchanges(int workers) {
        for (var round = 0; round < 3; round++) {
            var before = lastSeen();
            Await.until(
                    this::lastSeen,
                    now -> now.size() == workers
                            && before.entrySet().stream()
                                    .allMatch(node -> now.getOrDefault(node.getKey(), 0L) > node.getValue()));
        }
    }

    private Map<String, Long> lastSeen() {
        try (var connection = database.getPostgresDatabase().getConnection();
                var rows = connection.createStatement().executeQuery("select name, seen_at from nodes")) {
            var lastSeen = new HashMap<String, Long>();
            while (rows.next()) lastSeen.put(rows.getString(1), rows.getLong(2));
            return lastSeen;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        nodes.forEach(ServerProcess::close);
        database.close();
        bucket.close();
    }
}
