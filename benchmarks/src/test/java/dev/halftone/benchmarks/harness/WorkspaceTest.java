package dev.halftone.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class WorkspaceTest {

    @Test
    void endsProcessesOnClose() throws IOException {
        var workspace = Workspace.open();
        var childProcess = workspace.start("sleeper", new ProcessBuilder("sh", "-c", "sleep 600 & wait"));

        workspace.close();

        assertThat(childProcess.isAlive()).isFalse();
    }

    @Test
    void removesFolderOnClose() throws IOException {
        var workspace = Workspace.open();
        Files.writeString(workspace.folder("subfolder").resolve("file"), "bytes");

        workspace.close();

        assertThat(workspace.folder()).doesNotExist();
    }

    @Test
    void rejectsStartAfterClose() throws IOException {
        var workspace = Workspace.open();

        workspace.close();

        assertThatIllegalStateException().isThrownBy(() -> workspace.start("late", new ProcessBuilder("true")));
    }

    @Test
    void includesOutputOfFailedProcess() throws IOException {
        try (var workspace = Workspace.open()) {
            var childProcess =
                    workspace.start("failing", new ProcessBuilder("sh", "-c", "echo no such option; exit 3"));

            assertThatIllegalStateException()
                    .isThrownBy(childProcess::awaitSuccess)
                    .withMessageContaining("failing exited with code 3")
                    .withMessageContaining("no such option");
        }
    }
}
