package dev.halftone.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
    @TempDir
    private Path project;

    @Test
    void startsWhenServerReportsItsAddress() throws IOException, InterruptedException {
        writeLauncher("echo starting; echo listening on http://127.0.0.1:8080; exec sleep 600");

        try (var workspace = Workspace.open();
                var serverProcess = ServerProcess.start(new Checkout(project), workspace)) {
            assertThat(serverProcess.address()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        }
    }

    @Test
    void failsWhenServerExitsImmediately() throws IOException {
        writeLauncher("echo no libvips here; exit 1");

        try (var workspace = Workspace.open()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ServerProcess.start(new Checkout(project), workspace))
                    .withMessageContaining("no libvips here");
        }
    }

    private void writeLauncher(String script) throws IOException {
        var launcher = Files.writeString(project.resolve("halftone"), "#!/bin/sh\n" + script + "\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }
}
