package dev.halftone.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.app.ApiKeyFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyFileTest {
    @TempDir
    private Path folder;

    @Test
    void knowsEachHolderByTheirKey() throws IOException {
        var apiKeyFixture = ApiKeyFixture.in(folder);
        var shop = apiKeyFixture.create("shop");
        var mill = apiKeyFixture.create("mill");

        var ring = apiKeyFixture.file().read();

        assertThat(ring.find(shop)).map(ApiKeys.Entry::name).contains("shop");
        assertThat(ring.find(mill)).map(ApiKeys.Entry::name).contains("mill");
        assertThat(ring.find(ApiKey.random(new Random(7)))).isEmpty();
    }

    @Test
    void keepsNoKey() throws IOException {
        var apiKeyFixture = ApiKeyFixture.in(folder);
        var key = apiKeyFixture.create("shop");

        var text = Files.readString(apiKeyFixture.file().path());

        assertThat(text).contains("shop").doesNotContain(key.text());
        assertThat(key.toString()).doesNotContain(key.text());
        assertThat(apiKeyFixture.file().read().toString()).doesNotContain(key.digest());
    }

    @Test
    void isNobodyElsesToRead() throws IOException {
        var apiKeyFixture = ApiKeyFixture.in(folder.resolve("not/there/yet"));
        apiKeyFixture.create("shop");
        apiKeyFixture.create("mill");
        apiKeyFixture.revoke("mill");

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(apiKeyFixture.file().path())))
                .isEqualTo("rw-------");
    }

    @Test
    void takesOutOnlyWhoIsNamed() throws IOException {
        var apiKeyFixture = ApiKeyFixture.in(folder);
        var shop = apiKeyFixture.create("shop");
        var mill = apiKeyFixture.create("mill");

        assertThat(apiKeyFixture.file().remove("shop")).isTrue();
        assertThat(apiKeyFixture.file().remove("shop")).isFalse();

        assertThat(apiKeyFixture.file().read().find(shop)).isEmpty();
        assertThat(apiKeyFixture.file().read().find(mill)).isPresent();
    }

    @Test
    void saysWhichLineIsNone() throws IOException {
        var apiKeyFixture = ApiKeyFixture.in(folder);
        apiKeyFixture.create("shop");
        Files.writeString(
                apiKeyFixture.file().path(),
                Files.readString(apiKeyFixture.file().path()) + "rubbish\n");

        assertThatThrownBy(() -> apiKeyFixture.file().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3");
    }
}
