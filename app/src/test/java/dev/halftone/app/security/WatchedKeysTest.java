package dev.halftone.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedKeysTest {
    @TempDir
    private Path folder;

    @Test
    void seesWhoCameAndWhoWent() throws IOException {
        var keys = Keys.in(folder);
        var shop = keys.handTo("shop");
        var watched = ReloadingApiKeys.of(keys.file());

        var mill = keys.handTo("mill");
        keys.revoke("shop");

        assertThat(watched.current().find(shop)).isEmpty();
        assertThat(watched.current().find(mill)).isPresent();
    }

    @Test
    void letsNobodyInWhenTheFileHasGone() throws IOException {
        var keys = Keys.in(folder);
        var shop = keys.handTo("shop");
        var watched = ReloadingApiKeys.of(keys.file());

        Files.delete(keys.file().path());

        assertThat(watched.current().find(shop)).isEmpty();
    }

    @Test
    void keepsWhatItKnewWhenTheFileCannotBeUnderstood() throws IOException {
        var keys = Keys.in(folder);
        var shop = keys.handTo("shop");
        var watched = ReloadingApiKeys.of(keys.file());

        Files.writeString(keys.file().path(), "half a li");

        assertThat(watched.current().find(shop)).isPresent();
    }

    @Test
    void wantsAKeyToBeginWith() {
        var keys = Keys.in(folder);

        assertThatThrownBy(() -> ReloadingApiKeys.of(keys.file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("halftone keys create");
    }
}
