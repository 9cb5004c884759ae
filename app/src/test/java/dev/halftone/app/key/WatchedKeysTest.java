package dev.halftone.app.key;

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
        var watched = WatchedKeys.of(keys.file());

        var mill = keys.handTo("mill");
        keys.revoke("shop");

        assertThat(watched.now().holderOf(shop)).isEmpty();
        assertThat(watched.now().holderOf(mill)).isPresent();
    }

    @Test
    void letsNobodyInWhenTheFileHasGone() throws IOException {
        var keys = Keys.in(folder);
        var shop = keys.handTo("shop");
        var watched = WatchedKeys.of(keys.file());

        Files.delete(keys.file().path());

        assertThat(watched.now().holderOf(shop)).isEmpty();
    }

    @Test
    void keepsWhatItKnewWhenTheFileCannotBeUnderstood() throws IOException {
        var keys = Keys.in(folder);
        var shop = keys.handTo("shop");
        var watched = WatchedKeys.of(keys.file());

        Files.writeString(keys.file().path(), "half a li");

        assertThat(watched.now().holderOf(shop)).isPresent();
    }

    @Test
    void wantsAKeyToBeginWith() {
        var keys = Keys.in(folder);

        assertThatThrownBy(() -> WatchedKeys.of(keys.file()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("halftone keys create");
    }
}
