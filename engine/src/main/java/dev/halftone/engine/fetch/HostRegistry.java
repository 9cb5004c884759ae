package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.HostHold;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import okhttp3.HttpUrl;

/// The limits of all hosts. A CSV can name a million hosts, so only some are kept: those in use, and of the others
/// the [#MAX_IDLE] most recently used whose limits are not in their initial state.
final class HostRegistry {
    private static final int MAX_IDLE = 10_000;

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final FetchSettings settings;
    private final InstantSource clock;
    private final HostExchange exchange;
    private int perHost;
    private int idle;

    /// @param exchange connects it to other nodes
    HostRegistry(FetchSettings settings, InstantSource clock, HostExchange exchange) {
        this.settings = settings;
        this.clock = clock;
        this.exchange = exchange;
        this.perHost = settings.perHost();
        exchange.register(this);
    }

    /// Takes this node's part of `per-host`, at least one transfer at once.
    synchronized void shareAmong(int nodes) {
        perHost = Math.max(1, settings.perHost() / Math.max(1, nodes));
        entries.values().forEach(entry -> entry.hostLimits().resize(perHost));
    }

    /// Applies a hold that another node has shared.
    void hear(HostHold hold) {
        acquire(hold.host()).hear(hold);
        release(hold.host());
    }

    /// @param users how many images are being fetched from the host or wait for it
    private record Entry(HostLimits hostLimits, int users) {}

    /// Opens the host of a URL. It is remembered at least until the caller closes it.
    Host open(HttpUrl url) {
        var name = name(url);
        return new Host(name, acquire(name));
    }

    /// A host in use.
    final class Host implements AutoCloseable {
        private final String name;
        private final HostLimits hostLimits;

        private Host(String name, HostLimits hostLimits) {
            this.name = name;
            this.hostLimits = hostLimits;
        }

        /// As [HostLimits#acquire].
        HostLimits.Permit acquire(FairnessKey fairnessKey) throws InterruptedException {
            return hostLimits.acquire(fairnessKey);
        }

        @Override
        public void close() {
            release(name);
        }
    }

    /// A host is the same over http and https; other ports are other servers.
    private static String name(HttpUrl url) {
        return url.port() == 80 || url.port() == 443 ? url.host() : url.host() + ":" + url.port();
    }

    private synchronized HostLimits acquire(String name) {
        var entry = entries.get(name);
        if (entry == null) entry = new Entry(newLimits(name), 0);
        else if (entry.users() == 0) idle--;
        entries.put(name, new Entry(entry.hostLimits(), entry.users() + 1));
        return entry.hostLimits();
    }

    private HostLimits newLimits(String name) {
        return new HostLimits(
                perHost,
                settings.tenancy(),
                settings.fetchTimeout(),
                clock,
                (tenant, kind, why, wait) ->
                        exchange.tell(new HostHold(name, tenant, kind, why.code(), why.message(), wait)));
    }

    private synchronized void release(String name) {
        entries.computeIfPresent(name, (_, entry) -> new Entry(entry.hostLimits(), entry.users() - 1));
        var left = entries.get(name);
        if (left == null || left.users() > 0) return;
        idle++;
        if (left.hostLimits().hasDefaultState()) remove(name);
        else if (idle > MAX_IDLE) removeOldest();
    }

    private void remove(String name) {
        entries.remove(name);
        idle--;
    }

    private void removeOldest() {
        entries.entrySet().stream()
                .filter(entry -> entry.getValue().users() == 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(this::remove);
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized int count(Predicate<HostLimits> which) {
        return (int)
                entries.values().stream().map(Entry::hostLimits).filter(which).count();
    }

    synchronized int sum(ToIntFunction<HostLimits> what) {
        return entries.values().stream().map(Entry::hostLimits).mapToInt(what).sum();
    }
}
