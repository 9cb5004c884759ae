package dev.halftone.engine.fetch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Limits how many catalogue files are downloaded at once, in all and for each owner: each download holds a
/// connection of a client, for as long as a server likes to take.
final class DownloadLimits {
    static final int MAX_DOWNLOADS = 16;
    static final int MAX_DOWNLOADS_OF_AN_OWNER = 4;

    private final Map<String, Integer> downloads = new HashMap<>();

    /// The right to one download, until it is closed.
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /// Empty when the limit is reached.
    synchronized Optional<Permit> tryAcquire(String owner) {
        var all = downloads.values().stream().mapToInt(Integer::intValue).sum();
        if (all == MAX_DOWNLOADS || downloads.getOrDefault(owner, 0) == MAX_DOWNLOADS_OF_AN_OWNER)
            return Optional.empty();
        downloads.merge(owner, 1, Integer::sum);
        return Optional.of(() -> release(owner));
    }

    private synchronized void release(String owner) {
        downloads.computeIfPresent(owner, (_, count) -> count == 1 ? null : count - 1);
    }
}
