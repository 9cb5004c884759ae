package dev.halftone.benchmarks.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A PostgreSQL server with an empty database. Closing it ends the server and removes its data.
public final class DatabaseServer implements AutoCloseable {
    private static final String NAME = "postgres";

    private final Path data;
    private final EmbeddedPostgres server;

    private DatabaseServer(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    public static DatabaseServer start(Workspace workspace) throws IOException {
        var data = workspace.folder("postgresql");
        return new DatabaseServer(
                data, EmbeddedPostgres.builder().setDataDirectory(data).start());
    }

    public String jdbcUrl() {
        return server.getJdbcUrl(NAME, NAME);
    }

    /// How many transactions were committed so far.
    public long transactions() {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select sum(xact_commit) from pg_stat_database")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not tell its transactions", e);
        }
    }

    /// The processor time so far, of all its processes.
    public Duration processorTime() throws IOException {
        var postmaster = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        var times = ProcessorTimes.of(postmaster);
        var sum = times.own().plus(times.children());
        for (var child : children(postmaster))
            sum = sum.plus(ProcessorTimes.of(child).own());
        return sum;
    }

    private static List<String> children(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow()
                .children()
                .map(child -> Long.toString(child.pid()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
