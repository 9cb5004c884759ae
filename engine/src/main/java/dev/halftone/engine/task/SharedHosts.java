package dev.halftone.engine.task;

import dev.halftone.engine.database.DatabaseFault;
import dev.halftone.engine.fetch.HostExchange;
import dev.halftone.engine.ledger.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the nodes on one database ask image hosts together as one would: each gets its part of `per-host`, and what
/// one learns from a host, the others follow within [#INTERVAL].
final class SharedHosts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SharedHosts.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    /// A node that was not seen for so long has died.
    private static final Duration LIFETIME = Duration.ofSeconds(15);

    private final Workers.Node node;
    private final Nodes nodes;
    private final HostExchange hosts;
    private final InstantSource clock;
    private Instant heardUntil = Instant.EPOCH;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shared-hosts").factory());

    private SharedHosts(Workers.Node node, HostExchange hosts, InstantSource clock) {
        this.node = node;
        this.nodes = node.ledger().nodes();
        this.hosts = hosts;
        this.clock = clock;
    }

    static SharedHosts start(Workers.Node node, HostExchange hosts, InstantSource clock) {
        var shared = new SharedHosts(node, hosts, clock);
        var _ = shared.timer.scheduleWithFixedDelay(
                shared::exchangeSafely, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return shared;
    }

    private void exchangeSafely() {
        try {
            exchange();
        } catch (RuntimeException e) {
            // Other parts report the outage; a bug must not end the exchange.
            if (DatabaseFault.of(e).isEmpty()) log.error("cannot share what is known of image hosts", e);
        }
    }

    private void exchange() {
        var now = clock.instant();
        nodes.seen(node.name(), now);
        var learnt = hosts.take();
        if (!learnt.isEmpty()) nodes.tell(node.name(), learnt, now);
        hosts.hear(nodes.count(now.minus(LIFETIME)), nodes.holds(node.name(), heardUntil, now));
        // What is being written now may have an earlier time.
        heardUntil = now.minus(INTERVAL);
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
