package dev.halftone.app.security;

import java.util.Optional;

/// Who may use the server.
public sealed interface AuthMode {

    /// Anyone who can reach it.
    record Open() implements AuthMode {}

    /// Clients with a key that is in the file at that moment.
    record ApiKeyRequired(ReloadingApiKeys keys) implements AuthMode {}

    static AuthMode of(Optional<ApiKeyFile> file) {
        return file.<AuthMode>map(keys -> new ApiKeyRequired(ReloadingApiKeys.of(keys)))
                .orElseGet(Open::new);
    }
}
