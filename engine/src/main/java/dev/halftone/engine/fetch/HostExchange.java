package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.HostHold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// What this node's fetchers tell those of other nodes about image hosts, and hear from them. Without other nodes,
/// nothing is ever taken from it or told to it.
public final class HostExchange {
    /// Beyond that, other nodes find out by themselves.
    private static final int MAX_UNTOLD = 1_000;

    private final BlockingQueue<HostHold> untold = new ArrayBlockingQueue<>(MAX_UNTOLD);
    private final List<HostRegistry> registries = new CopyOnWriteArrayList<>();

    void register(HostRegistry registry) {
        registries.add(registry);
    }

    void tell(HostHold hold) {
        var _ = untold.offer(hold);
    }

    /// What was learnt since the last call.
    public List<HostHold> take() {
        var taken = new ArrayList<HostHold>();
        untold.drainTo(taken);
        return taken;
    }

    /// Follows what other nodes have learnt.
    ///
    /// @param nodes how many nodes share `per-host`, this one included
    public void hear(int nodes, List<HostHold> holds) {
        for (var registry : registries) {
            registry.shareAmong(nodes);
            holds.forEach(registry::hear);
        }
    }
}
