package dev.halftone.app.server;

import static dev.halftone.app.ServerFixture.CSV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.app.ServerFixture;
import dev.halftone.app.security.AuthMode;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Starting and stopping the server.
class ServerTest {
    @TempDir
    private Path folder;

    @Test
    void respondsAsSoonAsItHasStarted() {
        try (var server = ServerFixture.start()) {
            assertThat(server.client().get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (var server = ServerFixture.start();
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> server.startAnother(taken.getLocalPort()))
                    .isInstanceOf(Server.ServerStartException.class)
                    .hasMessageContaining("127.0.0.1")
                    .hasMessageContaining("" + taken.getLocalPort());
        }
    }

    @Test
    void leavesTheEngineOpenWhenStopped() {
        try (var server = ServerFixture.start()) {
            server.stopServer();

            try (var another = server.startAnother(0)) {
                var apiClient = new ApiClient(another.port());
                assertThat(apiClient.postCsv("/v1/requests", CSV).status()).isEqualTo(202);
                apiClient.close();
            }
        }
    }

    @Test
    void deletesUploadFilesLeftByACrash() throws IOException {
        var leftover = Files.createDirectories(folder.resolve("scratch/parts")).resolve("upload_1.tmp");
        Files.writeString(leftover, "Serial Number,");

        var scratchFolders = TomcatConfig.ScratchFolders.recreate(folder.resolve("scratch"));

        assertThat(scratchFolders.parts()).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("scratch"))))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void rejectsAnInvalidPort(int port) {
        assertThatThrownBy(() ->
                        new ServerSettings(port, InetAddress.getLoopbackAddress(), 1, new AuthMode.Open(), folder))
                .hasMessageContaining("port");
    }
}
