package dev.halftone.engine.source;

import dev.halftone.engine.source.Host.Transfer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import okhttp3.HttpUrl;

/// The hosts that are asked for something. A file may name a million: remembered are those somebody is at or waits for,
/// and of the others the last [#REMEMBERED] of which there is something to remember.
final class Hosts {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final SourceSettings settings;
    private final InstantSource clock;
    private int idle;

    Hosts(SourceSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// @param guests how many are at the host or wait for it
    private record Entry(Host host, int guests) {}

    /// Makes the transfer at a host, when the host may be asked and the turn has come.
    Fetched ask(HttpUrl url, Turn turn, Transfer transfer) throws InterruptedException {
        var name = name(url);
        try {
            return join(name).ask(turn, transfer);
        } finally {
            leave(name);
        }
    }

    /// A host is the same by http and https; other ports are other servers.
    private static String name(HttpUrl url) {
        return url.port() == 80 || url.port() == 443 ? url.host() : url.host() + ":" + url.port();
    }

    private synchronized Host join(String name) {
        var entry = entries.get(name);
        if (entry == null) entry = new Entry(host(), 0);
        else if (entry.guests() == 0) idle--;
        entries.put(name, new Entry(entry.host(), entry.guests() + 1));
        return entry.host();
    }

    private Host host() {
        return new Host(settings.perHost(), settings.fetchTimeout(), clock);
    }

    private synchronized void leave(String name) {
        entries.computeIfPresent(name, (_, entry) -> new Entry(entry.host(), entry.guests() - 1));
        var left = entries.get(name);
        if (left == null || left.guests() > 0) return;
        idle++;
        if (left.host().isOrdinary()) forget(name);
        else if (idle > REMEMBERED) forgetOldest();
    }

    private void forget(String name) {
        entries.remove(name);
        idle--;
    }

    private void forgetOldest() {
        entries.entrySet().stream()
                .filter(entry -> entry.getValue().guests() == 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(this::forget);
    }

    synchronized int size() {
        return entries.size();
    }

    synchronized int count(Predicate<Host> which) {
        return (int) entries.values().stream().map(Entry::host).filter(which).count();
    }

    synchronized int sum(ToIntFunction<Host> what) {
        return entries.values().stream().map(Entry::host).mapToInt(what).sum();
    }
}
