package dev.halftone.app.cli;

import static dev.halftone.app.ServerFixture.CSV;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.app.ApiKeyFixture;
import dev.halftone.app.ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
    @RegisterExtension
    static final ServerFixture SERVER = ServerFixture.start();

    @TempDir
    private Path folder;

    private Path target;

    @BeforeAll
    static void fillDataFolder() {
        SERVER.client().awaitEnd(SERVER.client().submit(CSV));
        ApiKeyFixture.in(SERVER.folder()).create("webshop");
    }

    @BeforeEach
    void chooseTarget() {
        target = folder.resolve("copy");
    }

    @Test
    void copiesARunningServersDataFolder() throws IOException {
        var run = backup();

        assertThat(run.exitCode()).as(run.err().toString()).isZero();
        assertThat(namesIn(target))
                .containsExactlyInAnyOrder("api-keys", "database", "images", "uploads", "webhook-secret");
        assertThat(namesIn(target.resolve("database"))).containsExactly("halftone.db");
        for (var name : List.of("images", "uploads"))
            assertThat(namesIn(target.resolve(name))).hasSize(1).isEqualTo(namesIn(data().resolve(name)));
        assertThat(target.resolve("webhook-secret")).hasSameBinaryContentAs(data().resolve("webhook-secret"));
        assertThat(Files.getPosixFilePermissions(target.resolve("webhook-secret")))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
        assertThat(Files.getPosixFilePermissions(target))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);
        assertThat(namesIn(folder)).containsExactly("copy");
        assertThat(run.out())
                .contains("uploads and images: 2 (2 as hard links)")
                .contains("other files: api-keys, webhook-secret")
                .anyMatch(line -> line.contains("To restore: stop the server"));
    }

    @Test
    void copiesWhereThereAreNoHardLinks() throws IOException {
        var memory = Path.of("/dev/shm");
        assumeTrue(Files.isDirectory(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(data())));
        var other = Files.createTempDirectory(memory, "halftone");
        try {
            target = other.resolve("copy");

            var run = backup();

            assertThat(run.out()).contains("uploads and images: 2 (0 as hard links)");
            var image = namesIn(data().resolve("images")).getFirst();
            assertThat(target.resolve("images").resolve(image))
                    .hasSameBinaryContentAs(data().resolve("images").resolve(image));
        } finally {
            try (var files = Files.walk(other)) {
                for (var file : files.toList().reversed()) Files.delete(file);
            }
        }
    }

    @Test
    void fillsAnEmptyFolderAndNoOther() throws IOException {
        Files.createDirectory(target);

        assertThat(backup().exitCode()).isZero();
        var again = backup();

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).containsExactly("halftone: " + target + " is not empty; name a new folder");
    }

    @Test
    void namesTheToolForPostgresqlAndForABucket() {
        assertRefused(backup("--database=jdbc:postgresql://db/halftone"), "pg_dump");
        assertRefused(CommandRun.in(Map.of("HALFTONE_STORAGE", "s3://shop/images"), arguments()), "aws s3 sync");
    }

    @Test
    void saysThatTheFolderIsNoDataFolder() throws IOException {
        assertRefused(backupOf(folder.resolve("none")), "there is no database");
        var withoutImages = Files.createDirectories(folder.resolve("data"));
        Files.createDirectory(withoutImages.resolve("database"));
        Files.createFile(withoutImages.resolve("database/halftone.db"));
        assertRefused(backupOf(withoutImages), "with a bucket");
    }

    @Test
    void leavesNothingWhereTheDatabaseCannotBeRead() throws IOException {
        var damaged = Files.writeString(folder.resolve("damaged.db"), "no database at all, but some text".repeat(100));

        assertRefused(backup("--database=jdbc:sqlite:" + damaged), "the database file is damaged");

        assertThat(namesIn(folder)).containsExactly("damaged.db");
    }

    private void assertRefused(CommandRun run, String why) {
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .singleElement()
                .asString()
                .startsWith("halftone: ")
                .contains(why);
        assertThat(target).doesNotExist();
    }

    private CommandRun backup(String... options) {
        var all = new ArrayList<>(List.of(arguments()));
        all.addAll(List.of(options));
        return CommandRun.of(all.toArray(String[]::new));
    }

    private CommandRun backupOf(Path otherData) {
        return CommandRun.of("backup", target.toString(), "--data", otherData.toString());
    }

    private String[] arguments() {
        return new String[] {"backup", target.toString(), "--data", data().toString()};
    }

    private static Path data() {
        return SERVER.folder();
    }

    private static List<String> namesIn(Path path) throws IOException {
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
