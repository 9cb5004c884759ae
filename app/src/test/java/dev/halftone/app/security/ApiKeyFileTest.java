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
    void findsEachEntryByItsKey() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var shopKey = keys.create("shop");
        var millKey = keys.create("mill");

        var apiKeys = keys.file().read();

        assertThat(apiKeys.find(shopKey)).map(ApiKeys.Entry::name).contains("shop");
        assertThat(apiKeys.find(millKey)).map(ApiKeys.Entry::name).contains("mill");
        assertThat(apiKeys.find(ApiKey.random(new Random(7)))).isEmpty();
    }

    @Test
    void storesNoKeyInPlainText() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var key = keys.create("shop");

        var text = Files.readString(keys.file().path());

        assertThat(text).contains("shop").doesNotContain(key.text());
        assertThat(key.toString()).doesNotContain(key.text());
        assertThat(keys.file().read().toString()).doesNotContain(key.digest());
    }

    @Test
    void createsTheFileReadableByItsOwnerOnly() throws IOException {
        var keys = ApiKeyFixture.in(folder.resolve("not/there/yet"));
        keys.create("shop");
        keys.create("mill");
        keys.revoke("mill");

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(keys.file().path())))
                .isEqualTo("rw-------");
    }

    @Test
    void removesOnlyTheNamedKey() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var shopKey = keys.create("shop");
        var millKey = keys.create("mill");

        assertThat(keys.file().remove("shop")).isTrue();
        assertThat(keys.file().remove("shop")).isFalse();

        assertThat(keys.file().read().find(shopKey)).isEmpty();
        assertThat(keys.file().read().find(millKey)).isPresent();
    }

    @Test
    void reportsTheNumberOfAnInvalidLine() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        keys.create("shop");
        Files.writeString(keys.file().path(), Files.readString(keys.file().path()) + "rubbish\n");

        assertThatThrownBy(() -> keys.file().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3");
    }
}
