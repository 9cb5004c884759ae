package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.webhook.WebhookMessage;
import dev.halftone.engine.webhook.WebhookPayload;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes a request whose every image has ended: marks it, and enters its webhook message, in one transaction.
final class FinishRequest {
    private static final Logger log = LoggerFactory.getLogger(FinishRequest.class);

    private final Ledger ledger;
    private final TaskScheduler taskScheduler;
    private final WebhookPayload.Composer composer;
    private final InstantSource clock;

    FinishRequest(Ledger ledger, TaskScheduler taskScheduler, WebhookPayload.Composer composer, InstantSource clock) {
        this.ledger = ledger;
        this.taskScheduler = taskScheduler;
        this.composer = composer;
        this.clock = clock;
    }

    void run(TaskInstance<Void> task) throws InterruptedException {
        var number = TaskNames.number(task);
        while (ledger.transactions().call(() -> settleSome(number))) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
        ledger.transactions().run(() -> finish(number, TaskNames.round(task)));
    }

    /// Products that had to wait, because too many of them name one image.
    private boolean settleSome(long number) {
        return ledger.requests()
                .lock(number)
                .filter(Request::allImagesEnded)
                .map(ledger.completion()::completePendingProducts)
                .orElse(false);
    }

    private void finish(long number, int round) {
        if (!ledger.requests().finish(number, round, clock.instant())) return;
        ledger.requests().lock(number).ifPresent(request -> {
            log.info("request {} is {}: {}", request.id(), request.status().word(), request.counts());
            if (request.options().webhook().isPresent()) announce(request);
        });
    }

    private void announce(Request request) {
        var payload = composer.of(request, clock.instant());
        var id = WebhookMessage.MessageId.random();
        var delivery = ledger.deliveries().create(request.number(), id.text(), payload.json(), clock.instant());
        taskScheduler.deliver(delivery);
    }
}
