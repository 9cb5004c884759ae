package dev.halftone.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class WorkspaceTest {

    @Test
    void endsItsProcessesWhenItIsClosed() throws IOException {
        var workspace = Workspace.open();
        var childProcess = workspace.start("sleeper", new ProcessBuilder("sh", "-c", "sleep 600 & wait"));

        workspace.close();

        assertThat(childProcess.isAlive()).isFalse();
    }

    @Test
    void leavesNothingOnTheDisk() throws IOException {
        var workspace = Workspace.open();
        Files.writeString(workspace.folder("some").resolve("file"), "bytes");

        workspace.close();

        assertThat(workspace.folder()).doesNotExist();
    }

    @Test
    void startsNothingOnceItIsClosed() throws IOException {
        var workspace = Workspace.open();

        workspace.close();

        assertThatIllegalStateException().isThrownBy(() -> workspace.start("late", new ProcessBuilder("true")));
    }

    @Test
    void tellsWhatAProcessThatFailedHasSaid() throws IOException {
        try (var workspace = Workspace.open()) {
            var childProcess = workspace.start("loser", new ProcessBuilder("sh", "-c", "echo no such luck; exit 3"));

            assertThatIllegalStateException()
                    .isThrownBy(childProcess::awaitSuccess)
                    .withMessageContaining("loser ended with 3")
                    .withMessageContaining("no such luck");
        }
    }
}
