package dev.halftone.engine.task;

import dev.halftone.engine.request.Tracing;
import java.time.Duration;

/// How this node runs tasks.
///
/// @param maxChunks how many chunks may be in progress. Many, because an image that waits costs next to nothing, and
/// one image that hangs keeps its chunk open for minutes; with one in a hundred, that is every other chunk
/// @param reservedChunks additional slots for the first chunks of a request
/// @param pollingInterval how long a task that was scheduled without a wake-up signal may go unnoticed
/// @param heartbeat how often a running task reports that it is alive; without a heartbeat for three times as
/// long it stops, and after four times as long another node takes it. That is seen within twice as long
/// @param shutdown how long running tasks may continue when the node stops, before they are given back
/// @param retention how long a request is kept after its end; zero keeps it forever
/// @param cleanUpInterval the time from the end of one clean-up to the next
/// @param tracing records what tasks do
public record WorkerSettings(
        int maxChunks,
        int reservedChunks,
        Duration pollingInterval,
        Duration heartbeat,
        Duration shutdown,
        Duration retention,
        Duration cleanUpInterval,
        Tracing tracing) {
    private static final Duration MAX_RETENTION = Duration.ofDays(36_500);

    public WorkerSettings {
        if (maxChunks < 1) throw new IllegalArgumentException("maxChunks must be at least 1, not " + maxChunks);
        if (reservedChunks < 1)
            throw new IllegalArgumentException("reservedChunks must be at least 1, not " + reservedChunks);
        // Some thousand years more, and the time of expiry could not be written as RFC 3339.
        if (retention.isNegative() || retention.compareTo(MAX_RETENTION) > 0)
            throw new IllegalArgumentException("retention must be 0 to %dd".formatted(MAX_RETENTION.toDays()));
    }

    /// Without traces.
    public WorkerSettings(
            int maxChunks,
            int reservedChunks,
            Duration pollingInterval,
            Duration heartbeat,
            Duration shutdown,
            Duration retention,
            Duration cleanUpInterval) {
        this(maxChunks, reservedChunks, pollingInterval, heartbeat, shutdown, retention, cleanUpInterval, Tracing.NONE);
    }

    public static WorkerSettings defaults() {
        return new WorkerSettings(
                48,
                16,
                Duration.ofMillis(250),
                Duration.ofSeconds(4),
                Duration.ofSeconds(8),
                Duration.ZERO,
                Duration.ofHours(1));
    }

    /// A copy with another retention time.
    public WorkerSettings withRetention(Duration retention) {
        return new WorkerSettings(
                maxChunks, reservedChunks, pollingInterval, heartbeat, shutdown, retention, cleanUpInterval, tracing);
    }

    /// A copy with another shutdown time.
    public WorkerSettings withShutdown(Duration shutdown) {
        return new WorkerSettings(
                maxChunks, reservedChunks, pollingInterval, heartbeat, shutdown, retention, cleanUpInterval, tracing);
    }

    /// A copy with traces.
    public WorkerSettings withTracing(Tracing tracing) {
        return new WorkerSettings(
                maxChunks, reservedChunks, pollingInterval, heartbeat, shutdown, retention, cleanUpInterval, tracing);
    }
}
