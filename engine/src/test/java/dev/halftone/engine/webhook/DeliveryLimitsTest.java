package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.webhook.DeliveryAttempt.Result;
import dev.halftone.engine.webhook.DeliveryLimits.Admission;
import dev.halftone.engine.webhook.DeliveryLimits.Limits;
import dev.halftone.engine.webhook.DeliveryLimits.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryLimitsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Result NO_RESPONSE = new Result.Retry(Optional.empty(), "no answer in time", Optional.empty());
    private static final Receiver ALICE = new Receiver("alice", "hooks.test:443");
    private static final Receiver BOB = new Receiver("bob", "hooks.test:443");

    private final DeliveryLimits deliveryLimits = new DeliveryLimits(new Limits(16, 8), TIMEOUT);

    @Test
    void anOwnerMayUseHalfOfAHost() {
        assertThat(admitAll(ALICE)).hasSize(4);
    }

    @Test
    void anotherOwnerMayUseTheSameHost() {
        admitAll(ALICE);

        assertThat(admitAll(BOB)).hasSize(2);
    }

    @Test
    void anOwnerMayUseHalfOfAllAndOthersTheRest() {
        var admitted = new ArrayList<Permit>();
        for (var i = 0; i < 10; i++) admitted.addAll(admitAll(new Receiver("alice", "host-" + i + ".test:443")));

        assertThat(admitted).hasSize(8);
        assertThat(admitAll(BOB)).hasSize(4);
        assertThat(deliveryLimits.sending()).isEqualTo(12);
    }

    @Test
    void aClosedPermitIsFreeOnce() {
        var admitted = admitAll(ALICE);

        admitted.getFirst().close();
        admitted.getFirst().close();

        assertThat(admitAll(ALICE)).hasSize(1);
        assertThat(deliveryLimits.sending()).isEqualTo(4);
    }

    @Test
    void messagesThatWaitForTheSameReceiverAskAgainOneAfterTheOther() {
        admitAll(ALICE);

        var due = IntStream.range(0, 600).mapToObj(_ -> later(ALICE, NOW)).toList();

        assertThat(due).doesNotHaveDuplicates().isSorted();
        assertThat(due.getFirst()).isAfter(NOW);
        assertThat(Duration.between(due.getFirst(), due.getLast())).isEqualTo(DeliveryLimits.SPACING.multipliedBy(599));
    }

    @Test
    void messagesToOtherReceiversDoNotWaitWithThem() {
        admitAll(ALICE);
        for (var i = 0; i < 600; i++) later(ALICE, NOW);

        assertThat(admitAll(new Receiver("alice", "other.test:443"))).isNotEmpty();
    }

    @Test
    void aReceiverThatDoesNotRespondGetsOneMessageAtATime() {
        fail(ALICE, CircuitBreaker.FAILURE_THRESHOLD, NOW);

        assertThat(later(ALICE, NOW)).isEqualTo(NOW.plus(CircuitBreaker.MIN_PAUSE));

        var later = NOW.plus(CircuitBreaker.MIN_PAUSE);
        assertThat(deliveryLimits.admit(ALICE, later)).isInstanceOf(Admission.Admitted.class);
        assertThat(later(ALICE, later)).isAfter(later.plus(TIMEOUT));
    }

    @Test
    void thePauseOfAReceiverThatDoesNotRespondDoublesUpToAMinute() {
        fail(ALICE, CircuitBreaker.FAILURE_THRESHOLD, NOW);
        var now = NOW;
        for (var seconds : List.of(5, 10, 20, 40, 60, 60)) {
            var due = later(ALICE, now);
            assertThat(Duration.between(now, due)).isEqualTo(Duration.ofSeconds(seconds));
            now = due.plus(TIMEOUT);
            fail(ALICE, 1, now);
        }
    }

    @Test
    void anyResponseAdmitsAllMessagesAgain() {
        fail(ALICE, CircuitBreaker.FAILURE_THRESHOLD, NOW);
        var later = NOW.plus(CircuitBreaker.MIN_PAUSE);

        try (var permit = admit(ALICE, later)) {
            var refused = new Result.Retry(Optional.of(500), "the receiver answered 500", Optional.empty());
            permit.ended(new DeliveryAttempt(later, Duration.ZERO, refused), later);
        }

        assertThat(admitAll(ALICE)).hasSize(4);
    }

    @Test
    void anotherOwnersMessagesToAReceiverThatDoesNotRespondAreSent() {
        fail(ALICE, CircuitBreaker.FAILURE_THRESHOLD, NOW);

        assertThat(admitAll(BOB)).hasSize(4);
    }

    private List<Permit> admitAll(Receiver receiver) {
        var permits = new ArrayList<Permit>();
        for (var i = 0; i < 100; i++) {
            if (deliveryLimits.admit(receiver, NOW) instanceof Admission.Admitted(var permit)) permits.add(permit);
        }
        return permits;
    }

    private Permit admit(Receiver receiver, Instant now) {
        return ((Admission.Admitted) deliveryLimits.admit(receiver, now)).permit();
    }

    private Instant later(Receiver receiver, Instant now) {
        return ((Admission.Later) deliveryLimits.admit(receiver, now)).due();
    }

    private void fail(Receiver receiver, int times, Instant now) {
        for (var i = 0; i < times; i++) {
            try (var permit = admit(receiver, now)) {
                permit.ended(new DeliveryAttempt(now, TIMEOUT, NO_RESPONSE), now);
            }
        }
    }
}
