package dev.halftone.app.cli;

import dev.halftone.app.config.ByteSize;
import dev.halftone.app.config.InvalidSettingException;
import dev.halftone.app.logging.ControlCharacters;
import dev.halftone.engine.database.Dialect;
import dev.halftone.engine.database.SqliteSnapshot;
import dev.halftone.engine.storage.DataFolder;
import dev.halftone.engine.storage.DataFolderBackup;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = Cli.VersionProvider.class,
        description = {
            "Copies the data folder of a server with SQLite, while it runs: database, uploads, images and secrets.",
            "The copy is a data folder. To restore it, stop the server and put a copy of it in the place of the old one."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the copy is complete", "1:it failed, and there is no copy", "64:wrong usage"})
final class BackupCommand implements Callable<Integer> {
    private static final String DOCUMENT = "; see docs/database.md, Backup and restore";

    private final CliEnvironment cliEnvironment;

    @Parameters(paramLabel = "DIR", description = "Where the copy is made: a new or an empty folder.")
    private Path target;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder for the database, uploads and images (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "jdbc:postgresql:… or jdbc:sqlite:… (default: SQLite in the data folder).")
    private Optional<String> database = Optional.empty();

    @Option(
            names = "--storage",
            paramLabel = "URL",
            description = "Bucket for uploads and images, s3://BUCKET/PREFIX (default: the data folder).")
    private Optional<String> storage = Optional.empty();

    BackupCommand(CliEnvironment cliEnvironment) {
        this.cliEnvironment = cliEnvironment;
    }

    @Override
    public Integer call() throws IOException {
        var problem = problem();
        if (problem.isPresent()) return fail(problem.get());
        try (var _ = GracefulShutdown.forCurrentCommand(cliEnvironment.err(), "Stopping; there will be no copy.")) {
            print(new DataFolderBackup(data, databaseFile(), target).run());
            return Cli.ExitCode.SUCCEEDED;
        } catch (InterruptedIOException | ClosedByInterruptException e) {
            // The user was told.
            return Cli.ExitCode.FAILED;
        }
    }

    /// Why there can be no copy.
    private Optional<String> problem() throws IOException {
        if (database.filter(url -> dialect(url) == Dialect.POSTGRESQL).isPresent())
            return Optional.of("the database is PostgreSQL: save it with pg_dump, then the bucket or the shared folders"
                    + DOCUMENT);
        if (storage.isPresent())
            return Optional.of("uploads and images are in " + storage.get() + ": save the database with sqlite3, then"
                    + " the bucket with its own tool, such as aws s3 sync" + DOCUMENT);
        if (Files.notExists(databaseFile()))
            return Optional.of("there is no database " + databaseFile()
                    + ": --data names the data folder of the server; on PostgreSQL, use pg_dump" + DOCUMENT);
        if (Files.notExists(data.resolve("images")))
            return Optional.of("there is no folder " + data.resolve("images")
                    + ": with a bucket, save the database with sqlite3, then the bucket with its own tool" + DOCUMENT);
        if (Files.exists(target) && !isEmptyFolder(target))
            return Optional.of(target + " is not empty; name a new folder");
        return Optional.empty();
    }

    private static Dialect dialect(String url) {
        return InvalidSettingException.wrap(() -> Dialect.of(url));
    }

    private Path databaseFile() {
        return database.map(SqliteSnapshot::file).orElseGet(() -> DataFolder.databaseFile(data));
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) return false;
        try (var files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    private void print(DataFolderBackup.Summary summary) {
        var out = cliEnvironment.out();
        out.println("database: " + new ByteSize(summary.databaseBytes()));
        out.println("uploads and images: %d (%d as hard links)"
                .formatted(summary.linked() + summary.copied(), summary.linked()));
        out.println(ControlCharacters.escape("other files: " + String.join(", ", summary.others())));
        out.println(ControlCharacters.escape("%s is complete. To restore: stop the server, move %s away, cp -a %s %s"
                        .formatted(target, data, target, data)
                + database.map(url -> ", cp %s %s".formatted(DataFolder.databaseFile(target), databaseFile()))
                        .orElse("")));
        out.println("An --api-keys file elsewhere is not part of it.");
    }

    private int fail(String why) {
        cliEnvironment.err().println(ControlCharacters.escape("halftone: " + why));
        return Cli.ExitCode.FAILED;
    }
}
