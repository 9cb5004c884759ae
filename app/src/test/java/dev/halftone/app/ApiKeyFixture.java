package dev.halftone.app;

import dev.halftone.app.security.ApiKey;
import dev.halftone.app.security.ApiKeyFile;
import dev.halftone.app.security.ApiKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/// Creates and revokes API keys in a key file, as an operator does with `halftone keys`. The same name always gets
/// the same key.
public record ApiKeyFixture(ApiKeyFile file) {
    public static ApiKeyFixture in(Path folder) {
        return new ApiKeyFixture(new ApiKeyFile(folder.resolve("api-keys")));
    }

    public ApiKey create(String name) {
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
