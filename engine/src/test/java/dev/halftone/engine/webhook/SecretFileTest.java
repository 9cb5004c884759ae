package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void createsTheSecretOnce() {
        var secret = WebhookSecret.SecretFile.in(folder.resolve("secret"));

        assertThat(WebhookSecret.SecretFile.in(folder.resolve("secret"))).isEqualTo(secret);
        assertThat(WebhookSecret.SecretFile.in(folder.resolve("other"))).isNotEqualTo(secret);
    }

    @Test
    void replacesAnEmptyFileLeftByACrash() throws IOException {
        var file = Files.createFile(folder.resolve("secret"));

        assertThat(WebhookSecret.SecretFile.in(file)).isEqualTo(WebhookSecret.SecretFile.in(file));
    }
}
