package dev.halftone.engine.task;

import java.time.Duration;

/// How this node works off the agenda.
///
/// @param maxChunks how many chunks may be under way. Many, because an image that waits costs next to nothing, and
/// because one image that hangs keeps its chunk open for minutes: with one in a hundred, every other chunk
/// @param reservedChunks how many more may be, of those with which a request begins
/// @param pollingInterval how long an entry that nobody rang for may go unnoticed
/// @param heartbeat how often a task under way says that it lives; after four missed ones another node takes it
/// @param shutdown how long work under way may go on when the node stops, before it is given back
/// @param cleanUpInterval how long from the end of one sweep to the next
/// @param retention how long a request is kept after its end; zero keeps it for ever
public record WorkerSettings(
        int maxChunks,
        int reservedChunks,
        Duration pollingInterval,
        Duration heartbeat,
        Duration shutdown,
        Duration retention,
        Duration cleanUpInterval) {
    public WorkerSettings {
        if (maxChunks < 1) throw new IllegalArgumentException("chunks-at-once is at least 1, not " + maxChunks);
        if (reservedChunks < 1)
            throw new IllegalArgumentException("chunks-for-newcomers is at least 1, not " + reservedChunks);
        if (retention.isNegative()) throw new IllegalArgumentException("retention is not negative: " + retention);
    }

    public static WorkerSettings defaults() {
        return new WorkerSettings(
                48,
                16,
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                Duration.ofDays(30),
                Duration.ofHours(1));
    }

    /// The same, but requests are kept for another time.
    public WorkerSettings withRetention(Duration retention) {
        return new WorkerSettings(
                maxChunks, reservedChunks, pollingInterval, heartbeat, shutdown, retention, cleanUpInterval);
    }

    /// The same, but what is under way when the node stops is given back sooner or later than usual.
    public WorkerSettings withShutdown(Duration shutdown) {
        return new WorkerSettings(
                maxChunks, reservedChunks, pollingInterval, heartbeat, shutdown, retention, cleanUpInterval);
    }
}
