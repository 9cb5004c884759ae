package dev.halftone.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.app.ApiKeyFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadingApiKeysTest {
    @TempDir
    private Path folder;

    @Test
    void reloadsAddedAndRevokedKeys() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var shopKey = keys.create("shop");
        var reloading = ReloadingApiKeys.of(keys.file());

        var millKey = keys.create("mill");
        keys.revoke("shop");

        assertThat(reloading.current().find(shopKey)).isEmpty();
        assertThat(reloading.current().find(millKey)).isPresent();
    }

    @Test
    void acceptsNoKeyWhenTheFileIsDeleted() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var shopKey = keys.create("shop");
        var reloading = ReloadingApiKeys.of(keys.file());

        Files.delete(keys.file().path());

        assertThat(reloading.current().find(shopKey)).isEmpty();
    }

    @Test
    void keepsTheLastKeysWhenTheFileIsInvalid() throws IOException {
        var keys = ApiKeyFixture.in(folder);
        var shopKey = keys.create("shop");
        var reloading = ReloadingApiKeys.of(keys.file());

        Files.writeString(keys.file().path(), "half a li");

        assertThat(reloading.current().find(shopKey)).isPresent();
    }

    @Test
    void requiresAtLeastOneKeyAtStartup() {
        var keys = ApiKeyFixture.in(folder);

        assertThatThrownBy(() -> ReloadingApiKeys.of(keys.file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("halftone keys create");
    }
}
