package dev.halftone.engine.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Decides which messages this process may send now, so that no receiver and no owner delays the messages of
/// others.
///
/// 1. At most [Limits#total] messages are sent at once, and at most [Limits#perHost] to one host.
/// 2. Of both, an owner may use as many as it leaves free: half if it is alone, less the more others use.
/// 3. A receiver that does not respond gets one message at a time ([CircuitBreaker]).
///
/// A message that may not be sent now is told when to ask again. The times of those that wait for the same
/// thing are [#SPACING] apart: asking costs two writes in the database.
///
/// Thread-safe.
public final class DeliveryLimits {
    static final Duration SPACING = Duration.ofMillis(100);
    static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /// Circuits of receivers that were used least recently are forgotten.
    private static final int MAX_CIRCUITS = 10_000;

    private final Limits limits;
    private final Duration longestAttempt;
    private final Usage<String> byHost = new Usage<>();
    private final Usage<String> byOwner = new Usage<>();
    private final Usage<Receiver> byReceiver = new Usage<>();
    private final Waits<String> ownerWaits = new Waits<>();
    private final Waits<Receiver> receiverWaits = new Waits<>();
    private final Map<Receiver, CircuitBreaker> circuits = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Receiver, CircuitBreaker> eldest) {
            return size() > MAX_CIRCUITS;
        }
    };
    private int sending;

    /// @param longestAttempt the limit of one attempt
    public DeliveryLimits(Limits limits, Duration longestAttempt) {
        this.limits = limits;
        this.longestAttempt = longestAttempt;
    }

    /// How many messages are sent at once.
    ///
    /// @param total by this process
    /// @param perHost to one host and port
    public record Limits(int total, int perHost) {
        public Limits {
            if (total < 2 || perHost < 2)
                throw new IllegalArgumentException(
                        "limits of deliveries must be at least 2: " + total + ", " + perHost);
        }

        /// 64 messages, 8 to one host.
        public static Limits defaults() {
            return new Limits(64, 8);
        }
    }

    public Limits limits() {
        return limits;
    }

    /// Whether a message may be sent.
    public sealed interface Admission {

        /// It may be sent now. The permit must be closed.
        record Admitted(Permit permit) implements Admission {}

        /// It may be sent later.
        ///
        /// @param due when to ask again
        record Later(Instant due) implements Admission {}
    }

    /// Asks whether a message to this receiver may be sent now.
    public synchronized Admission admit(Receiver receiver, Instant now) {
        var circuit = circuits.get(receiver);
        if (circuit != null && now.isBefore(circuit.nextTry()))
            return new Admission.Later(receiverWaits.next(receiver, circuit.nextTry(), now));
        if (byReceiver.of(receiver) >= limits.perHost() - byHost.of(receiver.host()))
            return new Admission.Later(receiverWaits.next(receiver, now.plus(SHORTEST_WAIT), now));
        if (byOwner.of(receiver.owner()) >= limits.total() - sending)
            return new Admission.Later(ownerWaits.next(receiver.owner(), now.plus(SHORTEST_WAIT), now));
        count(receiver, 1);
        return new Admission.Admitted(new Permit(receiver, circuit != null && circuit.onStart(now)));
    }

    private void count(Receiver receiver, int change) {
        sending += change;
        byOwner.add(receiver.owner(), change);
        byHost.add(receiver.host(), change);
        byReceiver.add(receiver, change);
    }

    private synchronized void record(Permit permit, DeliveryAttempt attempt, Instant now) {
        if (attempt.result().status().isPresent()) {
            circuits.remove(permit.receiver);
        } else {
            circuits.computeIfAbsent(permit.receiver, _ -> new CircuitBreaker(longestAttempt))
                    .onFailure(permit.isProbe, now);
        }
    }

    private synchronized void release(Permit permit) {
        if (!permit.isReleased) count(permit.receiver, -1);
        permit.isReleased = true;
    }

    /// How many messages are being sent.
    synchronized int sending() {
        return sending;
    }

    /// Permission to send one message.
    public final class Permit implements AutoCloseable {
        private final Receiver receiver;
        private final boolean isProbe;
        private boolean isReleased;

        private Permit(Receiver receiver, boolean isProbe) {
            this.receiver = receiver;
            this.isProbe = isProbe;
        }

        /// Records how the attempt ended. Only whether there was a response counts, not what it was.
        public void ended(DeliveryAttempt attempt, Instant now) {
            record(this, attempt, now);
        }

        @Override
        public void close() {
            release(this);
        }
    }

    /// How many messages of each key are being sent.
    private static final class Usage<K> {
        private final Map<K, Integer> counts = new HashMap<>();

        int of(K key) {
            return counts.getOrDefault(key, 0);
        }

        void add(K key, int change) {
            counts.merge(key, change, (before, added) -> before + added == 0 ? null : before + added);
        }
    }

    /// When the last message that waits for each key asks again.
    private static final class Waits<K> {
        private final Map<K, Instant> last = new HashMap<>();

        /// The next time that is not before `earliest` and not too close to the last.
        Instant next(K key, Instant earliest, Instant now) {
            last.values().removeIf(now::isAfter);
            return last.merge(key, earliest, (before, first) -> later(before.plus(SPACING), first));
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }
    }
}
