package dev.halftone.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class RigTest {

    @Test
    void endsItsProcessesWhenItIsClosed() throws IOException {
        var rig = Rig.open();
        var child = rig.start("sleeper", new ProcessBuilder("sh", "-c", "sleep 600 & wait"));

        rig.close();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void leavesNothingOnTheDisk() throws IOException {
        var rig = Rig.open();
        Files.writeString(rig.folder("some").resolve("file"), "bytes");

        rig.close();

        assertThat(rig.folder()).doesNotExist();
    }

    @Test
    void startsNothingOnceItIsClosed() throws IOException {
        var rig = Rig.open();

        rig.close();

        assertThatIllegalStateException().isThrownBy(() -> rig.start("late", new ProcessBuilder("true")));
    }

    @Test
    void tellsWhatAProcessThatFailedHasSaid() throws IOException {
        try (var rig = Rig.open()) {
            var child = rig.start("loser", new ProcessBuilder("sh", "-c", "echo no such luck; exit 3"));

            assertThatIllegalStateException()
                    .isThrownBy(child::awaitSuccess)
                    .withMessageContaining("loser ended with 3")
                    .withMessageContaining("no such luck");
        }
    }
}
