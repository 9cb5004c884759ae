package dev.halftone.engine.fetch;

import dev.halftone.engine.limit.HostHold;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Passes holds on image hosts between this node's fetchers and those of other nodes. Unused when there are no other
/// nodes.
public final class HostExchange {
    /// Further holds are dropped, and other nodes find out for themselves.
    private static final int MAX_OUTGOING = 1_000;

    private final BlockingQueue<HostHold> outgoing = new ArrayBlockingQueue<>(MAX_OUTGOING);
    private final List<HostRegistry> registries = new CopyOnWriteArrayList<>();

    void register(HostRegistry registry) {
        registries.add(registry);
    }

    void tell(HostHold hold) {
        var _ = outgoing.offer(hold);
    }

    /// The holds that this node has found out about since the last call.
    public List<HostHold> take() {
        var taken = new ArrayList<HostHold>();
        outgoing.drainTo(taken);
        return taken;
    }

    /// Applies what other nodes have shared.
    ///
    /// @param nodes how many nodes share `per-host`, this one included
    public void hear(int nodes, List<HostHold> holds) {
        for (var registry : registries) {
            registry.shareAmong(nodes);
            holds.forEach(registry::hear);
        }
    }
}
