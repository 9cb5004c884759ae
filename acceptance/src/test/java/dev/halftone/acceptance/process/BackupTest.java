package dev.halftone.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.DataFolder;
import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.RunningServer;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `backup` while a server is at work, and servers that are started on the copy.
@Timeout(300)
class BackupTest {
    private static final int IMAGES = 60;
    private static final String PUBLIC_URL = "--public-url=http://halftone.test";

    @TempDir
    private Path folder;

    @Test
    void aServerOnTheCopyGivesTheSameOutput() throws Exception {
        String request;
        String output;
        try (var imageHost = ImageHostFixture.halfGated(IMAGES)) {
            try (var server = serve("data")) {
                request = server.client().submit(imageHost.csv());
                Await.until(() -> server.request(request).imagesDone() >= IMAGES / 2);
                assertThat(backUp("copy").exitCode()).isZero();
                imageHost.openGate();
                server.request(request).awaitCompleted();
                output = server.request(request).outputCsv();
            }

            restore("copy");
            try (var restored = serve("restored")) {
                var completed = restored.request(request).awaitCompleted();

                assertThat(completed.json().at("/images/succeeded").asInt()).isEqualTo(IMAGES);
                assertThat(restored.request(request).outputCsv()).isEqualTo(output);
                assertThat(completeImages(restored, output)).isEqualTo(IMAGES);
            }
            assertThat(new DataFolder(folder.resolve("restored")).database().integrityCheck())
                    .containsExactly("ok");
        }
    }

    /// No worker runs on the copies: their images are those that were copied.
    @Test
    void everyImageThatTheCopiedDatabaseNamesIsInTheCopy() throws Exception {
        try (var imageHost = ImageHostFixture.halfGated(10 * IMAGES)) {
            imageHost.openGate();
            var backups = 4;
            String request;
            try (var server = serve("data")) {
                request = server.client().submit(imageHost.csv());
                for (var number = 0; number < backups; number++) {
                    var before = number * IMAGES;
                    Await.untilPollingFast(() -> server.request(request).imagesDone() >= before);
                    assertThat(backUp("copy" + number).exitCode()).isZero();
                }
            }

            for (var number = 0; number < backups; number++) {
                try (var restored =
                        ServerProcess.in(folder).withData("copy" + number).serveInProcess(PUBLIC_URL, "--roles=api")) {
                    var partial = restored.client()
                            .get(request + "/output.csv?partial=true")
                            .text();
                    assertThat(completeImages(restored, partial))
                            .isEqualTo(restored.request(request).imagesSucceeded());
                }
            }
        }
    }

    @Test
    void aKilledBackupLooksLikeNone() throws Exception {
        try (var imageHost = ImageHostFixture.halfGated(IMAGES);
                var server = serve("data")) {
            imageHost.openGate();
            server.request(server.client().submit(imageHost.csv())).awaitCompleted();

            try (var killed = startBackup("copy")) {
                Await.untilPollingFast(() -> Files.exists(folder.resolve(".copy.halftone-backup.part"))
                        || Files.exists(folder.resolve("copy"))
                        || !killed.isAlive());
                killed.kill();
            }
            // It may have been complete by then.
            if (Files.notExists(folder.resolve("copy")))
                assertThat(backUp("copy").exitCode()).isZero();

            var copy = new DataFolder(folder.resolve("copy"));
            assertThat(copy.database().integrityCheck()).containsExactly("ok");
            assertThat(copy.images()).hasSize(IMAGES);
            assertThat(folder.resolve(".copy.halftone-backup.part")).doesNotExist();
        }
    }

    private RunningServer serve(String data) {
        return ServerProcess.in(folder).withData(data).serveInProcess(PUBLIC_URL);
    }

    private ServerProcess startBackup(String name) {
        return ServerProcess.in(folder)
                .start(List.of(
                        "backup",
                        folder.resolve(name).toString(),
                        "--data",
                        folder.resolve("data").toString()));
    }

    private ServerProcess backUp(String name) {
        try (var backup = startBackup(name)) {
            backup.exitCode();
            return backup;
        }
    }

    /// Does what the document says.
    private void restore(String name) {
        ExternalTool.run(folder, "cp", "-a", name, "restored").requireSuccess();
    }

    private static long completeImages(RunningServer server, String output) {
        return output.lines()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .filter(url -> !url.isEmpty())
                .map(url -> server.client().get(URI.create(url).getPath()))
                .filter(response ->
                        ImageHostFixture.isComplete(response.response().body()))
                .count();
    }
}
