package dev.halftone.engine.task;

import dev.halftone.engine.database.DatabaseFault;
import dev.halftone.engine.fetch.HostExchange;
import dev.halftone.engine.ledger.Nodes;
import dev.halftone.engine.storage.ImageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Coordinates the nodes on one database. Each takes its share of `per-host`, applies within [#INTERVAL] the holds on
/// image hosts that others share, and claims a few tasks at a time, so that a small request is spread over them. A node
/// that cannot reach the bucket claims nothing.
final class OtherNodes implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OtherNodes.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /// A node that was not seen for so long has died.
    private static final Duration LIFETIME = Duration.ofSeconds(15);

    private final Workers.Node node;
    private final Nodes nodes;
    private final HostExchange hosts;
    private final WorkerSlots slots;
    private final ImageStore images;
    private final InstantSource clock;
    private Instant heardUntil = Instant.EPOCH;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("other-nodes").factory());

    private OtherNodes(Workers.Node node, TaskContext context, HostExchange hosts, WorkerSlots slots) {
        this.node = node;
        this.nodes = node.ledger().nodes();
        this.hosts = hosts;
        this.slots = slots;
        this.images = context.imageStore();
        this.clock = context.clock();
    }

    static OtherNodes start(Workers.Node node, TaskContext context, HostExchange hosts, WorkerSlots slots) {
        var others = new OtherNodes(node, context, hosts, slots);
        others.repeat(others::exchange);
        if (others.images.longestWait().isPresent()) others.repeat(others::checkStorage);
        return others;
    }

    private void repeat(Runnable step) {
        var _ = timer.scheduleWithFixedDelay(() -> runSafely(step), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void runSafely(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            // Other parts report the outage; a bug must not end the exchange.
            if (DatabaseFault.of(e).isEmpty()) log.error("cannot exchange with other nodes", e);
        }
    }

    private void exchange() {
        var now = clock.instant();
        nodes.seen(node.name(), now);
        var learnt = hosts.take();
        if (!learnt.isEmpty()) nodes.tell(node.name(), learnt, now);
        var count = nodes.count(now.minus(LIFETIME));
        slots.shareAmong(count);
        hosts.hear(count, nodes.holds(node.name(), heardUntil, now));
        // What is being written now may have an earlier time.
        heardUntil = now.minus(INTERVAL);
    }

    private void checkStorage() {
        slots.pause(images.problem().isPresent());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            nodes.gone(node.name());
        } catch (RuntimeException e) {
            log.debug("this node is not signed off; the others notice", e);
        }
    }
}
