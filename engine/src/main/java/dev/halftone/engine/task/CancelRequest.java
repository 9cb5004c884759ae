package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.CompletionAccounting.Bytes;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestStatus;
import java.util.List;

/// Ends the images of a cancelled request that have not begun, some in each transaction. Those under way end by
/// themselves, those not in the ledger yet when they are written there.
final class CancelRequest {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final Cancellation cancellation;

    CancelRequest(Ledger ledger, TaskScheduler taskScheduler) {
        this.ledger = ledger;
        this.cancellation = new Cancellation(ledger, taskScheduler);
    }

    void run(TaskInstance<Void> task) throws InterruptedException {
        var number = TaskNames.number(task);
        for (var page = page(number, 0); !page.isEmpty(); page = page(number, page.getLast())) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
            var images = page;
            ledger.transactions().run(() -> end(number, images));
        }
    }

    /// Looked for outside the transaction: nobody is to wait while we leaf through those that have ended.
    private List<Long> page(long number, long after) {
        return ledger.images().notStarted(number, after, PAGE);
    }

    private void end(long number, List<Long> images) {
        ledger.requests()
                .lock(number)
                .filter(request -> request.status() == RequestStatus.CANCELLED)
                .ifPresent(request -> cancellation.end(request, images));
    }

    /// Ends images of a cancelled request that have not begun.
    static final class Cancellation {
        private final Ledger ledger;
        private final TaskScheduler taskScheduler;

        Cancellation(Ledger ledger, TaskScheduler taskScheduler) {
            this.ledger = ledger;
            this.taskScheduler = taskScheduler;
        }

        /// Ends those that have not begun between the first of these images and the last, inside a transaction
        /// that holds the request.
        void end(Request request, List<Long> images) {
            if (images.isEmpty()) return;
            var ended = ledger.images()
                    .failNotStarted(request.number(), images.getFirst(), images.getLast(), ResultRecorder.CANCELLED);
            var settled = ledger.completion().imagesEnded(request, ended, Bytes.NONE);
            if (settled.allImagesEnded()) taskScheduler.finish(settled);
        }
    }
}
