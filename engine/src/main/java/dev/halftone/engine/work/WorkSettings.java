package dev.halftone.engine.work;

import java.time.Duration;

/// How this node works off the agenda.
///
/// @param chunksAtOnce how many chunks may be under way. Many, because an image that waits costs next to nothing, and
/// because one image that hangs keeps its chunk open for minutes: with one in a hundred, every other chunk
/// @param chunksForNewcomers how many more may be, of those with which a request begins
/// @param polling how long an entry that nobody rang for may go unnoticed
/// @param heartbeat how often a task under way says that it lives; after four missed ones another node takes it
/// @param shutdown how long work under way may go on when the node stops, before it is given back
/// @param sweepEvery how long from the end of one sweep to the next
/// @param retention how long a request is kept after its end; zero keeps it for ever
public record WorkSettings(
        int chunksAtOnce,
        int chunksForNewcomers,
        Duration polling,
        Duration heartbeat,
        Duration shutdown,
        Duration retention,
        Duration sweepEvery) {
    public WorkSettings {
        if (chunksAtOnce < 1) throw new IllegalArgumentException("chunks-at-once is at least 1, not " + chunksAtOnce);
        if (chunksForNewcomers < 1)
            throw new IllegalArgumentException("chunks-for-newcomers is at least 1, not " + chunksForNewcomers);
        if (retention.isNegative()) throw new IllegalArgumentException("retention is not negative: " + retention);
    }

    public static WorkSettings defaults() {
        return new WorkSettings(
                48,
                16,
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                Duration.ofSeconds(8),
                Duration.ofDays(30),
                Duration.ofHours(1));
    }

    /// The same, but requests are kept for another time.
    public WorkSettings keeping(Duration retention) {
        return new WorkSettings(chunksAtOnce, chunksForNewcomers, polling, heartbeat, shutdown, retention, sweepEvery);
    }

    /// The same, but what is under way when the node stops is given back sooner or later than usual.
    public WorkSettings stoppingWithin(Duration shutdown) {
        return new WorkSettings(chunksAtOnce, chunksForNewcomers, polling, heartbeat, shutdown, retention, sweepEvery);
    }
}
