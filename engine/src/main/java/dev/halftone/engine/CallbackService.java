package dev.halftone.engine;

import dev.halftone.engine.imageservice.JobResults;
import dev.halftone.engine.imageservice.ReceivedResults;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.ServiceJobs.ServiceJob;
import dev.halftone.engine.task.TaskScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the callbacks of an image service elsewhere, at any node.
public final class CallbackService {
    private static final Logger log = LoggerFactory.getLogger(CallbackService.class);

    private final Ledger ledger;
    private final TaskScheduler scheduler;

    CallbackService(Ledger ledger, TaskScheduler scheduler) {
        this.ledger = ledger;
        this.scheduler = scheduler;
    }

    /// Stores the first result of each image and wakes its chunk, which collects it. Results for unknown jobs, ended
    /// images, and cancelled or deleted requests change nothing.
    public void receive(JobResults results) {
        var job = ledger.serviceJobs().find(results.jobId());
        if (job.isEmpty()) {
            log.debug("callback about the unknown job {}", results.jobId());
            return;
        }
        var stored = ledger.transactions().call(() -> store(job.get(), results));
        log.debug(
                "callback about job {}: {} of {} results are new",
                results.jobId(),
                stored,
                results.images().size());
    }

    private int store(ServiceJob job, JobResults results) {
        if (ledger.requests().lock(job.request()).isEmpty()) return 0;
        var stored = new ReceivedResults(ledger).store(job, results);
        if (stored > 0) scheduler.wake(job.task());
        return stored;
    }
}
