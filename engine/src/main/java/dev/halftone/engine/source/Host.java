package dev.halftone.engine.source;

import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.source.Fetched.Body;
import dev.halftone.engine.source.Fetched.Later;
import dev.halftone.engine.source.Fetched.PutOff;
import dev.halftone.engine.source.Fetched.Refused;
import dev.halftone.engine.source.Fetched.Unchanged;
import dev.halftone.engine.source.Fetched.Unwanted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// One host, and our manners towards it: how much it is asked for at once ([Pace]), when it wants to be left alone
/// ([Hold]), and when it is past hope ([Breaker]).
final class Host {
    private static final Set<FailureCode> SILENT =
            Set.of(FailureCode.DNS_FAILED, FailureCode.CONNECT_FAILED, FailureCode.TIMED_OUT);
    private static final Set<FailureCode> BUSY = Set.of(FailureCode.http(429), FailureCode.http(503));

    private final Turnstile line;
    private final Pace pace;
    private final Hold hold = new Hold();
    private final Breaker breaker;
    private final Duration slow;
    private final InstantSource clock;

    /// @param perHost how many transfers there may be at once
    /// @param longest how long one may take
    Host(int perHost, Duration longest, InstantSource clock) {
        this.line = new Turnstile(perHost);
        this.pace = new Pace(perHost);
        this.breaker = new Breaker(longest);
        // Who needs half the time allowed with so many at once needs all of it with a few more.
        this.slow = longest.dividedBy(2);
        this.clock = clock;
    }

    /// A transfer, and how long the server took for it.
    interface Transfer {
        Heard make() throws InterruptedException;
    }

    record Heard(Fetched fetched, Duration took) {}

    /// Makes the transfer when its turn has come, if the host may be asked at all.
    Fetched ask(Turn turn, Transfer transfer) throws InterruptedException {
        while (true) {
            sitOut();
            var instead = instead(turn);
            if (instead.isPresent()) return instead.get();
            line.enter(turn);
            try {
                var visit = begin(turn);
                if (visit.isPresent()) return make(visit.get(), transfer);
            } finally {
                line.leave();
            }
        }
    }

    private void sitOut() throws InterruptedException {
        Thread.sleep(toSitOut());
    }

    private synchronized Duration toSitOut() {
        return hold.toSitOut(clock.instant());
    }

    private synchronized Optional<Fetched> instead(Turn turn) {
        var now = clock.instant();
        return hold.instead(now).or(() -> breaker.instead(turn, now));
    }

    /// Empty when the host does not want to be asked any more: while this image stood in line, another was
    /// answered.
    private synchronized Optional<Visit> begin(Turn turn) {
        var now = clock.instant();
        if (hold.isOn(now) || breaker.instead(turn, now).isPresent()) return Optional.empty();
        return Optional.of(new Visit(turn, pace.slowdowns(), breaker.begins(now)));
    }

    private Fetched make(Visit visit, Transfer transfer) throws InterruptedException {
        var heard = transfer.make();
        learn(visit, heard);
        return heard.fetched();
    }

    private synchronized void learn(Visit visit, Heard heard) {
        switch (heard.fetched()) {
            case Later later when SILENT.contains(later.code()) -> silent(visit, later);
            case Later later when BUSY.contains(later.code()) -> busy(visit, later);
            case Body _, Unchanged _, Refused _, Later _ -> answered(visit, heard.took());
            case Unwanted _, PutOff _ -> {}
        }
        line.resize(pace.places());
    }

    private void silent(Visit visit, Later failure) {
        pace.wentBadly(visit.slowdowns());
        breaker.failed(visit, failure, clock.instant());
    }

    private void busy(Visit visit, Later answer) {
        pace.wentBadly(visit.slowdowns());
        breaker.answered();
        answer.retryAfter().ifPresent(wait -> hold.begin(answer, wait, clock.instant()));
    }

    private void answered(Visit visit, Duration took) {
        breaker.answered();
        hold.answered();
        if (took.compareTo(slow) > 0) pace.wentBadly(visit.slowdowns());
        else pace.wentWell();
    }

    /// Whether there is nothing to remember of it.
    synchronized boolean isOrdinary() {
        return pace.isFull() && breaker.isQuiet() && hold.isQuiet(clock.instant());
    }

    synchronized boolean isHeld() {
        return hold.isOn(clock.instant());
    }

    synchronized boolean isGivenUp() {
        return breaker.isOpen();
    }

    int waiting() {
        return line.waiting();
    }
}
