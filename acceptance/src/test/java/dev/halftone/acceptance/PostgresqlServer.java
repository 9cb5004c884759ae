package dev.halftone.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A PostgreSQL server of Debian's packages, which can be restarted and have a standby. The servers of other tests come
/// without the programs for that.
public final class PostgresqlServer implements AutoCloseable {
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

    private final Path programs;
    private final Path folder;
    private final int port;

    private PostgresqlServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /// Starts a new server. Skips the test on a machine without Debian's PostgreSQL.
    public static PostgresqlServer start() throws IOException {
        var programs = findPrograms();
        assumeTrue(programs.isPresent(), "PostgreSQL is not installed in " + VERSIONS);
        var server = new PostgresqlServer(programs.get(), newFolder(), ExternalTool.freePort());
        server.run(
                "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--locale=C.UTF-8", "-D", server.data());
        server.startAgain();
        return server;
    }

    private static Optional<Path> findPrograms() {
        if (!Files.isDirectory(VERSIONS)) return Optional.empty();
        try (var versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("pg_ctl")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// PostgreSQL refuses to run as root.
    private static Path newFolder() throws IOException {
        var folder = Files.createTempDirectory("postgresql");
        if (IS_ROOT)
            ExternalTool.run(folder, "chown", "postgres", folder.toString()).requireSuccess();
        return folder;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) {
        var user = IS_ROOT ? List.of("runuser", "-u", "postgres", "--") : List.<String>of();
        var command = Stream.of(user, List.of(programs.resolve(program).toString()), List.of(arguments))
                .flatMap(List::stream);
        ExternalTool.run(folder, command.toArray(String[]::new)).requireSuccess();
    }

    public int port() {
        return port;
    }

    public String host() {
        return "127.0.0.1:" + port;
    }

    /// A JDBC URL of these hosts and ports.
    public static String jdbcUrl(String... hosts) {
        return "jdbc:postgresql://" + String.join(",", hosts) + "/postgres?user=postgres";
    }

    public void startAgain() {
        var options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off";
        run("pg_ctl", "-w", "-D", data(), "-l", folder.resolve("log").toString(), "-o", options, "start");
    }

    /// Ends the server without a checkpoint, as a crash does.
    public void crash() {
        run("pg_ctl", "-w", "-D", data(), "-m", "immediate", "stop");
    }

    /// Starts a standby, for which every commit waits from now on.
    public PostgresqlServer startStandby() throws IOException {
        var standby = new PostgresqlServer(programs, newFolder(), ExternalTool.freePort());
        run(
                "pg_basebackup",
                "-R",
                "-X",
                "stream",
                "-c",
                "fast",
                "-d",
                "host=127.0.0.1 user=postgres application_name=standby port=" + port,
                "-D",
                standby.data());
        standby.startAgain();
        configure("synchronous_standby_names", "standby");
        return standby;
    }

    /// Makes the standby a primary.
    public void promote() {
        run("pg_ctl", "-w", "-D", data(), "promote");
    }

    /// Changes a setting of the running server.
    public void configure(String setting, String value) {
        execute(
                "set synchronous_commit = local",
                "alter system set " + setting + " = '" + value + "'",
                "select pg_reload_conf()");
    }

    private void execute(String... statements) {
        try (var connection = DriverManager.getConnection(jdbcUrl(host()));
                var statement = connection.createStatement()) {
            for (var sql : statements) statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends the server if it runs, and deletes its files.
    @Override
    public void close() throws IOException {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) crash();
        var files = new ArrayList<Path>();
        try (var all = Files.walk(folder)) {
            all.forEach(files::add);
        }
        for (var file : files.reversed()) Files.delete(file);
    }
}
