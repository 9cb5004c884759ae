package dev.halftone.engine.fetch;

import dev.halftone.engine.fetch.Fetched.Body;
import dev.halftone.engine.fetch.Fetched.NotFetched;
import dev.halftone.engine.fetch.Fetched.NotModified;
import dev.halftone.engine.limit.ConcurrencyLimiter;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.HostHold;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Deferred;
import dev.halftone.engine.request.Outcome.Failed;
import dev.halftone.engine.request.Outcome.HandedOver;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The limits for requests to one host. All tenants together get `per-host` transfers at once. Everything else that
/// the host tells is kept for each tenant, because it may be true of one tenant's images only: how many at once
/// ([ConcurrencyLimiter]), not before a `Retry-After` is over ([RetryAfterWindow]), and hardly any while it does not
/// respond ([CircuitBreaker]). Images of other tenants wait for a `Retry-After` too, but once, and no longer than
/// [#MAX_SHARED_WAIT].
final class HostLimits {
    /// Long enough for a host to see that it was heard, too short to hold up anyone.
    static final Duration MAX_SHARED_WAIT = Duration.ofSeconds(1);

    /// The most recently used are kept: without API keys each request is a tenant, and a host may be dead for years.
    static final int MAX_TENANTS = 1_000;

    private static final Set<FailureCode> UNREACHABLE =
            Set.of(FailureCode.DNS_FAILED, FailureCode.CONNECT_FAILED, FailureCode.TIMED_OUT);
    private static final Set<FailureCode> OVERLOADED =
            Set.of(FailureCode.http(HttpStatus.TOO_MANY_REQUESTS), FailureCode.http(HttpStatus.SERVICE_UNAVAILABLE));

    private final PrioritySemaphore permits;
    private final Map<String, TenantLimits> tenants = new LinkedHashMap<>(16, 0.75f, true);
    private final Duration longestTransfer;
    private final InstantSource clock;
    private final Announcement announcement;
    private Instant sharedWaitEnd = Instant.MIN;

    /// @param perHost how many transfers there may be at once
    /// @param longestTransfer how long one transfer may take
    /// @param announcement shares holds with other nodes
    HostLimits(int perHost, Tenancy tenancy, Duration longestTransfer, InstantSource clock, Announcement announcement) {
        this.permits = new PrioritySemaphore(perHost, tenancy);
        this.longestTransfer = longestTransfer;
        this.clock = clock;
        this.announcement = announcement;
    }

    /// Tells other nodes that the host wants to be left alone. Must not block.
    @FunctionalInterface
    interface Announcement {
        void tell(String tenant, HostHold.Kind kind, RetryLater why, Duration wait);
    }

    /// Changes how many transfers there may be at once.
    void resize(int perHost) {
        permits.resize(perHost);
    }

    /// Applies a hold that another node has shared.
    synchronized void hear(HostHold hold) {
        var now = clock.instant();
        var limits = tenant(hold.tenant());
        var why = new RetryLater(hold.code(), hold.message(), Optional.of(hold.duration()));
        switch (hold.kind()) {
            case RETRY_AFTER -> limits.retryAfter.open(why, hold.duration(), now);
            case CIRCUIT -> limits.circuit.hear(why, now.plus(hold.duration()));
        }
    }

    /// What the host has told one tenant.
    private static final class TenantLimits {
        private final ConcurrencyLimiter concurrency;
        private final RetryAfterWindow retryAfter = new RetryAfterWindow();
        private final CircuitBreaker circuit;

        TenantLimits(int mostAtOnce, Duration longestTransfer) {
            this.concurrency = new ConcurrencyLimiter(mostAtOnce);
            this.circuit = new CircuitBreaker(longestTransfer);
        }

        Optional<Outcome> rejection(FairnessKey fairnessKey, Instant now) {
            return retryAfter.deferral(now).or(() -> circuit.rejection(fairnessKey, now));
        }

        boolean isIdle(Instant now) {
            return concurrency.isAtMaximum() && circuit.isIdle() && retryAfter.isIdle(now);
        }
    }

    /// The result of a transfer, and how long the server took for it.
    record TimedResult(Fetched fetched, Duration duration) {}

    /// Waits until an image may be transferred from the host, or is rejected. The caller closes the permit.
    ///
    /// While an image waits in line, the response to another can open a `Retry-After` window or the circuit.
    /// So both are checked again once the permit is there.
    Permit acquire(FairnessKey fairnessKey) throws InterruptedException {
        Thread.sleep(sharedWait(fairnessKey.tenant()));
        while (true) {
            Thread.sleep(ownWait(fairnessKey.tenant()));
            var rejection = rejection(fairnessKey);
            if (rejection.isPresent()) return new Permit(fairnessKey, rejection, Optional.empty());
            permits.acquire(fairnessKey);
            var transfer = begin(fairnessKey);
            if (transfer.isPresent()) return new Permit(fairnessKey, Optional.empty(), transfer);
            permits.release(fairnessKey);
        }
    }

    /// Permission to transfer one image from the host, or the reason why there is none.
    final class Permit implements AutoCloseable {
        private final FairnessKey fairnessKey;
        private final Optional<Outcome> rejection;
        private final Optional<Transfer> transfer;

        private Permit(FairnessKey fairnessKey, Optional<Outcome> rejection, Optional<Transfer> transfer) {
            this.fairnessKey = fairnessKey;
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
            if (transfer.isPresent()) permits.release(fairnessKey);
        }
    }

    private synchronized Duration sharedWait(String tenant) {
        var now = clock.instant();
        var limits = tenants.get(tenant);
        if (!now.isBefore(sharedWaitEnd) || (limits != null && limits.retryAfter.isActive(now))) return Duration.ZERO;
        return Duration.between(now, sharedWaitEnd);
    }

    private synchronized Duration ownWait(String tenant) {
        return Optional.ofNullable(tenants.get(tenant))
                .map(limits -> limits.retryAfter.remainingShortWait(clock.instant()))
                .orElse(Duration.ZERO);
    }

    private synchronized Optional<Outcome> rejection(FairnessKey fairnessKey) {
        return Optional.ofNullable(tenants.get(fairnessKey.tenant()))
                .flatMap(limits -> limits.rejection(fairnessKey, clock.instant()));
    }

    /// Starts a transfer. Empty when the host must not be asked after all: its response to another image
    /// said so while this one waited in line.
    private synchronized Optional<Transfer> begin(FairnessKey fairnessKey) {
        var now = clock.instant();
        var limits = tenant(fairnessKey.tenant());
        if (limits.retryAfter.isActive(now)
                || limits.circuit.rejection(fairnessKey, now).isPresent()) return Optional.empty();
        return Optional.of(new Transfer(fairnessKey, limits.concurrency.decreases(), limits.circuit.onStart(now)));
    }

    private TenantLimits tenant(String name) {
        var limits = tenants.computeIfAbsent(name, _ -> new TenantLimits(permits.largestShare(), longestTransfer));
        if (tenants.size() > MAX_TENANTS) forget(tenants.keySet().iterator().next());
        return limits;
    }

    private void forget(String tenant) {
        tenants.remove(tenant);
        permits.limit(tenant, permits.largestShare());
    }

    private synchronized void recordResult(Transfer transfer, TimedResult timedResult) {
        var name = transfer.fairnessKey().tenant();
        var limits = tenant(name);
        switch (timedResult.fetched()) {
            case Body _, NotModified _ -> onResponse(limits, transfer, timedResult.duration());
            case NotFetched(var outcome) -> recordOutcome(limits, transfer, outcome, timedResult.duration());
        }
        permits.limit(name, limits.concurrency.limit());
        if (limits.isIdle(clock.instant())) forget(name);
    }

    private void recordOutcome(TenantLimits limits, Transfer transfer, Outcome outcome, Duration duration) {
        switch (outcome) {
            case RetryLater failure
            when UNREACHABLE.contains(failure.code()) -> onUnreachable(limits, transfer, failure);
            case RetryLater response
            when OVERLOADED.contains(response.code()) -> onOverloaded(limits, transfer, response);
            case Failed _, RetryLater _, Succeeded _ -> onResponse(limits, transfer, duration);
            case Deferred _, HandedOver _ -> {}
        }
    }

    private void onUnreachable(TenantLimits limits, Transfer transfer, RetryLater failure) {
        limits.concurrency.onOverload(transfer.decreasesBefore());
        var now = clock.instant();
        limits.circuit.onFailure(transfer, failure, now);
        if (limits.circuit.isOpen() && now.isBefore(limits.circuit.nextTry()))
            announcement.tell(
                    transfer.fairnessKey().tenant(),
                    HostHold.Kind.CIRCUIT,
                    failure,
                    Duration.between(now, limits.circuit.nextTry()));
    }

    private void onOverloaded(TenantLimits limits, Transfer transfer, RetryLater result) {
        limits.concurrency.onOverload(transfer.decreasesBefore());
        limits.circuit.onResponse();
        result.retryAfter().ifPresent(wait -> {
            openRetryAfter(limits, result, wait);
            announcement.tell(transfer.fairnessKey().tenant(), HostHold.Kind.RETRY_AFTER, result, wait);
        });
    }

    private void openRetryAfter(TenantLimits limits, RetryLater result, Duration wait) {
        var now = clock.instant();
        sharedWaitEnd = now.plus(wait.compareTo(MAX_SHARED_WAIT) > 0 ? MAX_SHARED_WAIT : wait);
        limits.retryAfter.open(result, wait, now);
    }

    private void onResponse(TenantLimits limits, Transfer transfer, Duration took) {
        limits.circuit.onResponse();
        limits.retryAfter.onResponse();
        // A transfer that takes half the allowed time now takes all of it with a few more at once.
        if (took.compareTo(longestTransfer.dividedBy(2)) > 0) limits.concurrency.onOverload(transfer.decreasesBefore());
        else limits.concurrency.onSuccess();
    }

    synchronized int tenants() {
        return tenants.size();
    }

    /// Whether the limits are in their initial state, so that the host can be forgotten.
    synchronized boolean hasDefaultState() {
        var now = clock.instant();
        tenants.values().removeIf(limits -> limits.isIdle(now));
        return tenants.isEmpty();
    }

    synchronized boolean isDeferred() {
        var now = clock.instant();
        return tenants.values().stream().anyMatch(limits -> limits.retryAfter.isActive(now));
    }

    synchronized boolean isCircuitOpen() {
        return tenants.values().stream().anyMatch(limits -> limits.circuit.isOpen());
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
