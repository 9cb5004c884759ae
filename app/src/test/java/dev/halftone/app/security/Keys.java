package dev.halftone.app.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/// Hands keys out, as an operator would.
public record Keys(ApiKeyFile file) {
    public static Keys in(Path folder) {
        return new Keys(new ApiKeyFile(folder.resolve("api-keys")));
    }

    public ApiKey handTo(String name) {
        var key = ApiKey.random(new Random(name.hashCode()));
        var id = "%016x".formatted(name.hashCode());
        try {
            file.add(ApiKeys.Entry.of(id, name, key, Instant.EPOCH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return key;
    }

    public void revoke(String name) throws IOException {
        file.remove(name);
    }
}
