package dev.halftone.app.access;

import dev.halftone.app.key.KeyHolder;

/// Whose requests a call is about. Its name is empty where the server is open to everybody.
public record Owner(String name) {
    static final Owner EVERYBODY = new Owner("");

    static Owner of(KeyHolder holder) {
        return new Owner(holder.id());
    }
}
