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
    void seesWhoCameAndWhoWent() throws IOException {
        var apiKeyFixture = ApiKeyFixture.in(folder);
        var shop = apiKeyFixture.create("shop");
        var watched = ReloadingApiKeys.of(apiKeyFixture.file());

        var mill = apiKeyFixture.create("mill");
        apiKeyFixture.revoke("shop");

        assertThat(watched.current().find(shop)).isEmpty();
        assertThat(watched.current().find(mill)).isPresent();
    }

    @Test
    void letsNobodyInWhenTheFileHasGone() throws IOException {
        var apiKeyFixture = ApiKeyFixture.in(folder);
        var shop = apiKeyFixture.create("shop");
        var watched = ReloadingApiKeys.of(apiKeyFixture.file());

        Files.delete(apiKeyFixture.file().path());

        assertThat(watched.current().find(shop)).isEmpty();
    }

    @Test
    void keepsWhatItKnewWhenTheFileCannotBeUnderstood() throws IOException {
        var apiKeyFixture = ApiKeyFixture.in(folder);
        var shop = apiKeyFixture.create("shop");
        var watched = ReloadingApiKeys.of(apiKeyFixture.file());

        Files.writeString(apiKeyFixture.file().path(), "half a li");

        assertThat(watched.current().find(shop)).isPresent();
    }

    @Test
    void wantsAKeyToBeginWith() {
        var apiKeyFixture = ApiKeyFixture.in(folder);

        assertThatThrownBy(() -> ReloadingApiKeys.of(apiKeyFixture.file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("halftone keys create");
    }
}
