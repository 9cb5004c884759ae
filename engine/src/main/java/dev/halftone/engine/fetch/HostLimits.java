package dev.halftone.engine.fetch;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.Fetched.NotModified;
import dev.halftone.engine.limit.ConcurrencyLimiter;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// The limits for requests to one host: how many at once ([ConcurrencyLimiter]), not before a `Retry-After` is over
/// ([RetryAfterWindow]), and hardly any while it is dead ([CircuitBreaker]).
final class HostLimits {
    private static final Set<FailureCode> UNREACHABLE =
            Set.of(FailureCode.DNS_FAILED, FailureCode.CONNECT_FAILED, FailureCode.TIMED_OUT);
    private static final Set<FailureCode> OVERLOADED =
            Set.of(FailureCode.http(HttpStatus.TOO_MANY_REQUESTS), FailureCode.http(HttpStatus.SERVICE_UNAVAILABLE));

    private final PrioritySemaphore permits;
    private final ConcurrencyLimiter concurrency;
    private final RetryAfterWindow retryAfter = new RetryAfterWindow();
    private final CircuitBreaker circuit;
    private final Duration slowThreshold;
    private final InstantSource clock;

    /// @param perHost how many transfers there may be at once
    /// @param longest how long one transfer may take
    HostLimits(int perHost, Duration longest, InstantSource clock) {
        this.permits = new PrioritySemaphore(perHost);
        this.concurrency = new ConcurrencyLimiter(perHost);
        this.circuit = new CircuitBreaker(longest);
        // A transfer that takes half the allowed time now takes all of it with a few more at once.
        this.slowThreshold = longest.dividedBy(2);
        this.clock = clock;
    }

    /// The result of a transfer, and how long the server took for it.
    record TimedResult(Fetched fetched, Duration duration) {}

    /// Waits until an image may be transferred from the host, or is rejected. The caller closes the permit.
    ///
    /// While an image waits in line, the response to another can open a `Retry-After` window or the circuit.
    /// So both are checked again once the permit is there.
    Permit acquire(FairnessKey fairnessKey) throws InterruptedException {
        while (true) {
            waitOutRetryAfter();
            var rejection = rejection(fairnessKey);
            if (rejection.isPresent()) return new Permit(rejection, Optional.empty());
            permits.acquire(fairnessKey);
            var transfer = begin(fairnessKey);
            if (transfer.isPresent()) return new Permit(Optional.empty(), transfer);
            permits.release();
        }
    }

    /// Permission to transfer one image from the host, or the reason why there is none.
    final class Permit implements AutoCloseable {
        private final Optional<Outcome> rejection;
        private final Optional<Transfer> transfer;

        private Permit(Optional<Outcome> rejection, Optional<Transfer> transfer) {
            this.rejection = rejection;
            this.transfer = transfer;
        }

        /// How the image ends for now when the host must not be asked; empty when the transfer may begin.
        Optional<Outcome> rejection() {
            return rejection;
        }

        /// Adapts the host's limits to the result of the transfer. A transfer that was not made is not
        /// recorded.
        void record(TimedResult result) {
            transfer.ifPresent(made -> recordResult(made, result));
        }

        @Override
        public void close() {
            if (transfer.isPresent()) permits.release();
        }
    }

    private void waitOutRetryAfter() throws InterruptedException {
        Thread.sleep(remainingShortWait());
    }

    private synchronized Duration remainingShortWait() {
        return retryAfter.remainingShortWait(clock.instant());
    }

    private synchronized Optional<Outcome> rejection(FairnessKey fairnessKey) {
        var now = clock.instant();
        return retryAfter.deferral(now).or(() -> circuit.rejection(fairnessKey, now));
    }

    /// Starts a transfer. Empty when the host must not be asked after all: its response to another image
    /// said so while this one waited in line.
    private synchronized Optional<Transfer> begin(FairnessKey fairnessKey) {
        var now = clock.instant();
        if (retryAfter.isActive(now) || circuit.rejection(fairnessKey, now).isPresent()) return Optional.empty();
        return Optional.of(new Transfer(fairnessKey, concurrency.decreases(), circuit.onStart(now)));
    }

    private synchronized void recordResult(Transfer transfer, TimedResult timedResult) {
        switch (timedResult.fetched()) {
            case Body _, NotModified _ -> onResponse(transfer, timedResult.duration());
            case NotFetched(var outcome) -> recordOutcome(transfer, outcome, timedResult.duration());
        }
        permits.resize(concurrency.limit());
    }

    private void recordOutcome(Transfer transfer, Outcome outcome, Duration duration) {
        switch (outcome) {
            case RetryLater failure when UNREACHABLE.contains(failure.code()) -> onUnreachable(transfer, failure);
            case RetryLater response when OVERLOADED.contains(response.code()) -> onOverloaded(transfer, response);
            case Failed _, RetryLater _, Succeeded _ -> onResponse(transfer, duration);
            case Deferred _ -> {}
        }
    }

    private void onUnreachable(Transfer transfer, RetryLater failure) {
        concurrency.onOverload(transfer.decreasesBefore());
        circuit.onFailure(transfer, failure, clock.instant());
    }

    private void onOverloaded(Transfer transfer, RetryLater result) {
        concurrency.onOverload(transfer.decreasesBefore());
        circuit.onResponse();
        result.retryAfter().ifPresent(wait -> retryAfter.open(result, wait, clock.instant()));
    }

    private void onResponse(Transfer transfer, Duration took) {
        circuit.onResponse();
        retryAfter.onResponse();
        if (took.compareTo(slowThreshold) > 0) concurrency.onOverload(transfer.decreasesBefore());
        else concurrency.onSuccess();
    }

    /// Whether the limits are in their initial state, so that the host can be forgotten.
    synchronized boolean hasDefaultState() {
        return concurrency.isAtMaximum() && circuit.isIdle() && retryAfter.isIdle(clock.instant());
    }

    synchronized boolean isDeferred() {
        return retryAfter.isActive(clock.instant());
    }

    synchronized boolean isCircuitOpen() {
        return circuit.isOpen();
    }

    int waiting() {
        return permits.waiting();
    }

    /// A transfer in flight at a host.
    ///
    /// @param decreasesBefore how often the host's [ConcurrencyLimiter] had been decreased when the
    /// transfer began
    record Transfer(FairnessKey fairnessKey, int decreasesBefore, Purpose purpose) {

        /// Why the transfer is made.
        enum Purpose {
            /// To fetch the image.
            FETCH,
            /// To fetch the image, and to find out whether the host is still dead.
            PROBE
        }
    }
}
