package dev.halftone.app.security;

import java.util.Optional;

/// Who may use the server.
public sealed interface AuthMode {

    /// Everybody who reaches it.
    record Open() implements AuthMode {}

    /// Whoever has a key that stands in the file at that moment.
    record ApiKeyRequired(ReloadingApiKeys keys) implements AuthMode {}

    static AuthMode of(Optional<ApiKeyFile> file) {
        return file.<AuthMode>map(keys -> new ApiKeyRequired(ReloadingApiKeys.of(keys)))
                .orElseGet(Open::new);
    }
}
