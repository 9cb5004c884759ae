package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.Tracing;
import dev.halftone.engine.webhook.WebhookMessage;
import dev.halftone.engine.webhook.WebhookPayload;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes a request whose images have all ended, and creates its webhook message in the same transaction.
final class FinishRequest {
    private static final Logger log = LoggerFactory.getLogger(FinishRequest.class);

    private final Ledger ledger;
    private final TaskScheduler scheduler;
    private final WebhookPayload.Composer payloads;
    private final InstantSource clock;
    private final Tracing tracing;

    FinishRequest(TaskContext context, Tracing tracing) {
        this.tracing = tracing;
        this.ledger = context.ledger();
        this.scheduler = context.scheduler();
        this.payloads = context.payloads();
        this.clock = context.clock();
    }

    void run(TaskInstance<Void> task) throws InterruptedException {
        var number = TaskNames.number(task);
        for (var page = 0; completePage(number, page); page++) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
        var composer = ledger.requests().get(number).map(payloads::prepare).orElse(payloads);
        ledger.transactions().run(() -> finish(number, TaskNames.round(task), composer));
    }

    private boolean completePage(long number, int page) throws InterruptedException {
        var fairnessKey = new FairnessKey(Long.toString(number), page);
        return ledger.transactions().callInTurn(fairnessKey, () -> completePendingProducts(number));
    }

    /// Completes a page of products that were left pending because too many of them contain the same image.
    ///
    /// @return whether there may be more
    private boolean completePendingProducts(long number) {
        return ledger.requests()
                .lock(number)
                .filter(Request::allImagesEnded)
                .map(ledger.completion()::completePendingProducts)
                .orElse(false);
    }

    private void finish(long number, int round, WebhookPayload.Composer composer) {
        if (!ledger.requests().finish(number, round, clock.instant())) return;
        ledger.requests().lock(number).ifPresent(request -> {
            log.info("request {} is {}: {}", request.id(), request.status().text(), request.counts());
            tracing.ended(request);
            if (request.options().webhook().isPresent()) createWebhookMessage(request, composer);
        });
    }

    private void createWebhookMessage(Request request, WebhookPayload.Composer composer) {
        var payload = composer.of(request, clock.instant());
        var id = WebhookMessage.MessageId.of(request.id(), request.round());
        var delivery = ledger.deliveries().create(request.number(), id.text(), payload.json(), clock.instant());
        scheduler.deliver(delivery);
    }
}
