package dev.halftone.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.limit.HostHold;
import dev.halftone.engine.request.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class NodesContract extends LedgerTestBase {
    private static final HostHold BUSY = new HostHold(
            "images.example",
            "webshop",
            HostHold.Kind.RETRY_AFTER,
            FailureCode.http(429),
            "the server answered 429",
            Duration.ofSeconds(30));

    private Nodes nodes() {
        return ledger.nodes();
    }

    @Test
    void countsNodesThatWereSeenLately() {
        nodes().seen("a", NOW);
        nodes().seen("b", NOW.minusSeconds(60));
        nodes().seen("c", NOW);
        nodes().seen("a", NOW.plusSeconds(5));
        nodes().gone("c");

        assertThat(nodes().count(NOW.minusSeconds(15))).isEqualTo(1);
        assertThat(nodes().count(NOW.minusSeconds(60))).isEqualTo(2);
    }

    @Test
    void tellsOtherNodesUntilItIsOver() {
        nodes().tell("a", List.of(BUSY), NOW);

        assertThat(heard("b", Instant.EPOCH, NOW)).containsExactly(BUSY);
        assertThat(heard("a", Instant.EPOCH, NOW)).isEmpty();
        assertThat(heard("b", NOW.plusSeconds(1), NOW.plusSeconds(2))).isEmpty();
        assertThat(heard("b", Instant.EPOCH, NOW.plusSeconds(20)))
                .extracting(HostHold::duration)
                .containsExactly(Duration.ofSeconds(10));
        assertThat(heard("b", Instant.EPOCH, NOW.plusSeconds(30))).isEmpty();
    }

    @Test
    void keepsTheLongestHold() {
        nodes().tell("a", List.of(BUSY), NOW);
        nodes().tell("c", List.of(BUSY), NOW.minusSeconds(10));

        assertThat(heard("c", Instant.EPOCH, NOW)).containsExactly(BUSY);
    }

    private List<HostHold> heard(String node, Instant since, Instant now) {
        return nodes().holds(node, since, now);
    }
}
