package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.Request;
import dev.halftone.engine.ledger.RequestStatus;
import java.util.List;
import java.util.Optional;

/// Makes the failed images of a request pending again and puts them on the agenda, some in each transaction. How far it
/// came commits with them; until it has come to the end, nothing closes the request.
final class ReviveRequest {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final Agenda agenda;

    ReviveRequest(Ledger ledger, Agenda agenda) {
        this.ledger = ledger;
        this.agenda = agenda;
    }

    void run(TaskInstance<Void> task) throws InterruptedException {
        while (goOn(Errand.number(task), Errand.ordinal(task))) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
    }

    /// Answers whether there may be more to do, and for this round.
    private boolean goOn(long number, int round) {
        var request = ledger.requests().look(number).filter(found -> found.round() == round);
        var revivedTo = request.flatMap(found -> found.progress().revivedTo());
        return revivedTo.isPresent() && reviveAfter(number, revivedTo.get());
    }

    /// Failed images are looked for outside the transaction: nobody is to wait while we leaf through the others.
    private boolean reviveAfter(long number, long image) {
        var failed = ledger.images().failed(number, image, PAGE);
        return ledger.transactions()
                .call(() -> ledger.requests()
                        .lock(number)
                        .filter(request -> request.progress().revivedTo().equals(Optional.of(image)))
                        .map(request -> revive(request, failed))
                        .orElse(false));
    }

    private boolean revive(Request request, List<Long> failed) {
        if (failed.isEmpty() || request.status() == RequestStatus.CANCELLED) {
            end(request);
            return false;
        }
        ledger.settlement().reopen(request, failed);
        ledger.images().revive(request.number(), failed);
        ledger.requests().revivedTo(request.number(), failed.getLast());
        agenda.process(request, failed);
        return true;
    }

    /// The last of the revived may have ended before us.
    private void end(Request request) {
        ledger.requests().revived(request.number());
        if (request.counts().allEnded()) agenda.finish(request);
    }
}
