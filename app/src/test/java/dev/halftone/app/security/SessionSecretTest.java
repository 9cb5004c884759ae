package dev.halftone.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionSecretTest {
    @TempDir
    private Path folder;

    @Test
    void isCreatedOnceAndReadableByItsOwnerOnly() throws IOException {
        var file = folder.resolve("session-secret");

        var created = SessionSecret.in(file);

        assertThat(SessionSecret.in(file)).isEqualTo(created);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(created.toString()).doesNotContain(created.text());
    }

    @Test
    void isCreatedAgainAfterACrashHasLeftAnEmptyFile() throws IOException {
        var file = Files.createFile(folder.resolve("session-secret"));

        assertThat(SessionSecret.in(file).text()).hasSize(64);
    }

    @Test
    void reportsADamagedFile() throws IOException {
        var file = Files.writeString(folder.resolve("session-secret"), "too short");

        assertThatThrownBy(() -> SessionSecret.in(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + " is damaged; delete the file");
    }
}
