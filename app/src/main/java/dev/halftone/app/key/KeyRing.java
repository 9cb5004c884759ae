package dev.halftone.app.key;

import java.util.List;
import java.util.Optional;

/// All who have a key, in the order in which they got it.
public record KeyRing(List<KeyHolder> holders) {
    static final KeyRing EMPTY = new KeyRing(List.of());

    public KeyRing {
        holders = List.copyOf(holders);
    }

    /// Whose key this is. Every holder is looked at, so that the time tells nothing of who it is.
    public Optional<KeyHolder> holderOf(ApiKey key) {
        return holders.stream().filter(holder -> holder.has(key)).reduce((_, last) -> last);
    }

    public Optional<KeyHolder> withId(String id) {
        return holders.stream().filter(holder -> holder.id().equals(id)).findFirst();
    }

    public Optional<KeyHolder> named(String name) {
        return holders.stream().filter(holder -> holder.name().equals(name)).findFirst();
    }
}
