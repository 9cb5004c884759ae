package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.RequestStatus;
import dev.halftone.engine.work.Recorder.Result;

/// Ends the images of a cancelled request that have not begun, some in each transaction. Those under way end by
/// themselves; those not in the ledger yet end when their chunk's turn comes.
final class CancelRequest {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final Recorder recorder;

    CancelRequest(Ledger ledger, Recorder recorder) {
        this.ledger = ledger;
        this.recorder = recorder;
    }

    void run(TaskInstance<Void> task) {
        var number = Errand.number(task);
        while (ledger.transactions().call(() -> endSome(number))) Thread.onSpinWait();
    }

    /// Answers whether there may be more.
    private boolean endSome(long number) {
        var request = ledger.requests().lock(number).filter(found -> found.status() == RequestStatus.CANCELLED);
        if (request.isEmpty()) return false;
        var images = ledger.images().notBegun(number, PAGE);
        recorder.record(
                request.get(),
                images.stream()
                        .map(image -> new Result(image, 0, Recorder.CANCELLED))
                        .toList());
        return !images.isEmpty();
    }
}
