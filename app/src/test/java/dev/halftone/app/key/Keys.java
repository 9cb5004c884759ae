package dev.halftone.app.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/// Hands keys out, as an operator would.
public record Keys(KeyFile file) {
    public static Keys in(Path folder) {
        return new Keys(new KeyFile(folder.resolve("api-keys")));
    }

    public ApiKey handTo(String name) {
        var key = ApiKey.random(new Random(name.hashCode()));
        var id = "%016x".formatted(name.hashCode());
        try {
            file.add(KeyHolder.of(id, name, key, Instant.EPOCH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return key;
    }

    public void revoke(String name) throws IOException {
        file.remove(name);
    }
}
