package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSecretTest {
    @TempDir
    private Path folder;

    @Test
    void isMadeOnce() {
        var secret = OwnSecret.in(folder.resolve("secret"));

        assertThat(OwnSecret.in(folder.resolve("secret"))).isEqualTo(secret);
        assertThat(OwnSecret.in(folder.resolve("other"))).isNotEqualTo(secret);
    }

    @Test
    void isMadeAnewWhereACrashHasLeftAnEmptyFile() throws IOException {
        var file = Files.createFile(folder.resolve("secret"));

        assertThat(OwnSecret.in(file)).isEqualTo(OwnSecret.in(file));
    }
}
