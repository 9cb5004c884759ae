package dev.halftone.app.web;

import dev.halftone.app.security.AuthMode;
import dev.halftone.engine.RequestService;
import dev.halftone.engine.database.DatabaseFault;
import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Watches requests for event streams. However many streams there are, two queries twice a second look up all requests
/// that they follow, and each status is written as JSON once.
public final class StatusWatcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StatusWatcher.class);

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /// How long a stream is silent at most. Proxies close silent connections, and only a write reveals that the client
    /// has gone.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(8);

    /// With many streams, they may be silent for longer, so that they write no more than this many times a second.
    private static final int KEEP_ALIVES_PER_SECOND = 20;

    private static final Duration MAX_KEEP_ALIVE = Duration.ofSeconds(25);

    /// A request that has not changed for this many looks is looked at every other time.
    private static final int QUIET_LOOKS = 10;

    /// A status can change although no image ends: after two seconds it says what the request is waiting for,
    /// after ten it no longer estimates the time left. So the status is rebuilt after this many unchanged looks,
    /// and later about every half minute.
    private static final Set<Integer> FIRST_STANDSTILLS = Set.of(5, 17);

    private static final int STANDSTILL_LOOKS = 30;

    private final RequestService requestService;
    private final AuthMode authMode;
    private final Limits limits;
    private final JsonMapper json;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("status-watcher").factory());

    /// Guarded by this.
    private final Map<Key, WatchedRequest> watched = new HashMap<>();

    private boolean isClosed;
    private long look;
    private boolean isFailing;

    public StatusWatcher(RequestService requestService, AuthMode authMode, Limits limits, JsonMapper json) {
        this.requestService = requestService;
        this.authMode = authMode;
        this.limits = limits;
        this.json = json;
        var _ = timer.scheduleWithFixedDelay(
                this::lookSafely, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// How many event streams may be open.
    ///
    /// @param streams of all owners together
    /// @param streamsPerOwner of one owner
    public record Limits(int streams, int streamsPerOwner) {
        public Limits {
            if (streams < 1) throw new IllegalArgumentException("max-event-streams must be at least 1");
            if (streamsPerOwner < 1) throw new IllegalArgumentException("max-event-streams-per-key must be at least 1");
        }
    }

    /// Who follows a request.
    enum Reader {
        OWNER,
        /// Anyone with whom the request is shared.
        ANYONE
    }

    private record Key(long request, Reader reader) {}

    /// Follows a request. Streams of shared requests count for their owner, but not together with the owner's
    /// own: others must not use these up. Close the stream when its client has gone.
    ///
    /// @throws ProblemException when too many streams are open
    synchronized StatusStream open(Request request, Reader reader) {
        requireFewer(limits.streams(), streams(_ -> true));
        requireFewer(
                limits.streamsPerOwner(),
                streams(other ->
                        other.key.reader() == reader && other.request.owner().equals(request.owner())));
        var watchedRequest =
                watched.computeIfAbsent(new Key(request.number(), reader), key -> new WatchedRequest(key, request));
        watchedRequest.streams++;
        return new StatusStream(watchedRequest);
    }

    /// How long a stream may be silent, with as many streams as there are now.
    synchronized Duration keepAlive() {
        var shared = Duration.ofSeconds(streams(_ -> true)).dividedBy(KEEP_ALIVES_PER_SECOND);
        if (shared.compareTo(KEEP_ALIVE) < 0) return KEEP_ALIVE;
        return shared.compareTo(MAX_KEEP_ALIVE) > 0 ? MAX_KEEP_ALIVE : shared;
    }

    private static void requireFewer(int limit, int streams) {
        if (streams >= limit)
            throw new ProblemException(
                    ProblemCode.TOO_MANY_REQUESTS,
                    "%d event streams are open, which is the limit; ask for the status instead".formatted(limit));
    }

    private int streams(Predicate<WatchedRequest> which) {
        return watched.values().stream()
                .filter(which)
                .mapToInt(each -> each.streams)
                .sum();
    }

    private synchronized void release(WatchedRequest watchedRequest) {
        if (--watchedRequest.streams == 0) watched.remove(watchedRequest.key, watchedRequest);
    }

    /// The streams stay open while the database fails.
    private void lookSafely() {
        try {
            endRevokedOwners();
            look();
            isFailing = false;
        } catch (RuntimeException e) {
            if (!isFailing) logFailure(e);
            isFailing = true;
        }
    }

    private static void logFailure(RuntimeException failure) {
        DatabaseFault.of(failure)
                .ifPresentOrElse(
                        fault -> log.warn("event streams wait: {}", fault.message()),
                        () -> log.error("event streams wait", failure));
    }

    private void endRevokedOwners() {
        if (!(authMode instanceof AuthMode.ApiKeyRequired(var keys)) || all().isEmpty()) return;
        var current = keys.current();
        all().stream()
                .filter(each -> current.findById(each.request.owner()).isEmpty())
                .forEach(WatchedRequest::end);
    }

    private void look() {
        look++;
        var due = all().stream().filter(each -> each.isDue(look)).toList();
        var requests = due.stream().map(each -> each.request).distinct().toList();
        var now = requestService.reload(requests).stream()
                .collect(Collectors.toMap(Request::number, Function.identity()));
        var handedOver = requestService.handedOver(now.values());
        for (var each : due) {
            var number = each.request.number();
            Optional.ofNullable(now.get(number))
                    .filter(each::isReadable)
                    .ifPresentOrElse(request -> each.update(request, handedOver.getOrDefault(number, 0L)), each::end);
        }
    }

    private synchronized List<WatchedRequest> all() {
        return new ArrayList<>(watched.values());
    }

    /// Ends all streams, and all future ones at once.
    @Override
    public void close() {
        timer.shutdownNow();
        synchronized (this) {
            isClosed = true;
        }
        all().forEach(WatchedRequest::end);
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    /// The status of a request.
    ///
    /// @param version grows with each change
    /// @param json its report, as the API shows it
    /// @param isFinal whether the request has ended, and the status changes no more
    record Status(long version, String json, boolean isFinal) {}

    /// The parts of a status that change while no image ends.
    private record Standstill(Optional<StatusReport.Wait> waiting, boolean hasTimeLeft) {
        static final Standstill NONE = new Standstill(Optional.empty(), false);

        static Standstill of(StatusReport report) {
            return new Standstill(report.waiting(), report.etaSeconds().isPresent());
        }
    }

    /// A request that streams follow.
    private final class WatchedRequest {
        private final Key key;
        private volatile Request request;
        private Status status;
        private long handedOver;
        private Standstill standstill = Standstill.NONE;
        private boolean hasEnded;
        private int quietLooks;
        /// Guarded by the watcher.
        private int streams;

        WatchedRequest(Key key, Request request) {
            this.key = key;
            this.request = request;
            this.status = status(request, 1);
        }

        private Status status(Request now, long version) {
            var report = switch (key.reader()) {
                case OWNER -> requestService.status(now);
                case ANYONE -> requestService.sharedStatus(now);
            };
            handedOver = report.images().handedOver();
            standstill = Standstill.of(report);
            return new Status(
                    version,
                    json.writeValueAsString(report),
                    report.finishedAt().isPresent());
        }

        /// Its owner may have taken the share back.
        boolean isReadable(Request now) {
            return key.reader() == Reader.OWNER || now.shareToken().equals(request.shareToken());
        }

        synchronized boolean isDue(long look) {
            return quietLooks < QUIET_LOOKS || look % 2 == 0;
        }

        synchronized void update(Request now, long nowHandedOver) {
            quietLooks++;
            if (now.equals(request) && nowHandedOver == handedOver) {
                if (FIRST_STANDSTILLS.contains(quietLooks) || quietLooks % STANDSTILL_LOOKS == 0)
                    lookForStandstill(now);
                return;
            }
            quietLooks = 0;
            show(now, status(now, status.version() + 1));
        }

        private void lookForStandstill(Request now) {
            var before = standstill;
            var next = status(now, status.version() + 1);
            if (!standstill.equals(before)) show(now, next);
        }

        private void show(Request now, Status next) {
            status = next;
            request = now;
            notifyAll();
        }

        synchronized void end() {
            hasEnded = true;
            notifyAll();
        }

        private synchronized Optional<Status> await(long version, Duration timeout) throws InterruptedException {
            var deadline = System.nanoTime() + timeout.toNanos();
            while (status.version() == version && !hasEnded && !isClosed()) {
                var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) break;
                wait(left);
            }
            return hasEnded || isClosed() ? Optional.empty() : Optional.of(status);
        }
    }

    /// One client's stream.
    final class StatusStream implements AutoCloseable {
        private final WatchedRequest watchedRequest;

        private StatusStream(WatchedRequest watchedRequest) {
            this.watchedRequest = watchedRequest;
        }

        /// Waits for a status of another version; after the timeout, returns the same one.
        ///
        /// @param version of the status that the client has; 0 if it has none
        /// @return empty when the stream must end: the request was deleted or is no longer shared, its owner's
        /// key was revoked, or the server stops
        Optional<Status> await(long version, Duration timeout) {
            try {
                return watchedRequest.await(version, timeout);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            release(watchedRequest);
        }
    }
}
