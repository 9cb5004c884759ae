package dev.halftone.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Rig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    @TempDir
    private Path project;

    @Test
    void isThereWhenItSaysThatItListens() throws IOException, InterruptedException {
        halftoneIs("echo starting; echo listening on http://127.0.0.1:8080; exec sleep 600");

        try (var rig = Rig.open();
                var server = Server.start(new Checkout(project), rig)) {
            assertThat(server.address()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        }
    }

    @Test
    void isNotThereWhenItEndsAtOnce() throws IOException {
        halftoneIs("echo no libvips here; exit 1");

        try (var rig = Rig.open()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Server.start(new Checkout(project), rig))
                    .withMessageContaining("no libvips here");
        }
    }

    private void halftoneIs(String script) throws IOException {
        var command = Files.writeString(project.resolve("halftone"), "#!/bin/sh\n" + script + "\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }
}
