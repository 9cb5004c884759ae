package dev.halftone.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    private Path folder;

    @Test
    void knowsEachHolderByTheirKey() throws IOException {
        var keys = Keys.in(folder);
        var shop = keys.handTo("shop");
        var mill = keys.handTo("mill");

        var ring = keys.file().read();

        assertThat(ring.find(shop)).map(ApiKeys.Entry::name).contains("shop");
        assertThat(ring.find(mill)).map(ApiKeys.Entry::name).contains("mill");
        assertThat(ring.find(ApiKey.random(new Random(7)))).isEmpty();
    }

    @Test
    void keepsNoKey() throws IOException {
        var keys = Keys.in(folder);
        var key = keys.handTo("shop");

        var text = Files.readString(keys.file().path());

        assertThat(text).contains("shop").doesNotContain(key.text());
        assertThat(key.toString()).doesNotContain(key.text());
        assertThat(keys.file().read().toString()).doesNotContain(key.digest());
    }

    @Test
    void isNobodyElsesToRead() throws IOException {
        var keys = Keys.in(folder.resolve("not/there/yet"));
        keys.handTo("shop");
        keys.handTo("mill");
        keys.revoke("mill");

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(keys.file().path())))
                .isEqualTo("rw-------");
    }

    @Test
    void takesOutOnlyWhoIsNamed() throws IOException {
        var keys = Keys.in(folder);
        var shop = keys.handTo("shop");
        var mill = keys.handTo("mill");

        assertThat(keys.file().remove("shop")).isTrue();
        assertThat(keys.file().remove("shop")).isFalse();

        assertThat(keys.file().read().find(shop)).isEmpty();
        assertThat(keys.file().read().find(mill)).isPresent();
    }

    @Test
    void saysWhichLineIsNone() throws IOException {
        var keys = Keys.in(folder);
        keys.handTo("shop");
        Files.writeString(keys.file().path(), Files.readString(keys.file().path()) + "rubbish\n");

        assertThatThrownBy(() -> keys.file().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3");
    }
}
