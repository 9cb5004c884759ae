package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.ledger.WebhookDeliveries.Delivery;
import dev.halftone.engine.ledger.WebhookDeliveries.Status;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.webhook.DeliveryAttempt;
import dev.halftone.engine.webhook.WebhookMessage;
import dev.halftone.engine.webhook.WebhookPayload;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one webhook message until it is delivered, its receiver wants no more, or three days have passed. Every
/// attempt is entered in the log before the next is due.
final class DeliverWebhook {
    private static final Logger log = LoggerFactory.getLogger(DeliverWebhook.class);
    private static final Optional<Instant> AT_ONCE = Optional.of(Instant.EPOCH);

    private final Ledger ledger;
    private final TaskContext.WebhookDelivery webhookDelivery;
    private final InstantSource clock;

    DeliverWebhook(TaskContext taskContext) {
        this.ledger = taskContext.ledger();
        this.webhookDelivery = taskContext.webhookDelivery();
        this.clock = taskContext.clock();
    }

    /// Makes an attempt, if the message is still to be sent.
    ///
    /// @return enters it and says when the next attempt is due. To be run in the transaction that takes the
    /// task off the agenda or puts it down for later: whoever asks for the message meanwhile comes before all
    /// of it or after
    Supplier<Optional<Instant>> run(TaskInstance<Void> task) throws InterruptedException {
        var number = TaskNames.number(task);
        var delivery = ledger.deliveries().find(number).filter(found -> found.status() == Status.PENDING);
        var target = delivery.flatMap(found -> ledger.requests().get(found.request()))
                .flatMap(request -> request.options().webhook());
        if (delivery.isEmpty() || target.isEmpty()) return () -> ifWantedSince(number);
        var deliveryAttempt = attempt(delivery.get(), target.get());
        return () -> record(delivery.get(), deliveryAttempt);
    }

    private DeliveryAttempt attempt(Delivery delivery, WebhookTarget target) throws InterruptedException {
        var deliveryAttempt = webhookDelivery.sender().send(message(delivery, target));
        if (Thread.interrupted()) throw new InterruptedException("shutting down");
        log.info(
                "webhook {}, attempt {}: {}",
                delivery.messageId(),
                delivery.attempts() + 1,
                deliveryAttempt.result().message());
        return deliveryAttempt;
    }

    private Optional<Instant> record(Delivery delivery, DeliveryAttempt deliveryAttempt) {
        var next = next(delivery, deliveryAttempt);
        var isAskedFor = ledger.deliveries().record(delivery, entry(deliveryAttempt), status(deliveryAttempt, next));
        return isAskedFor ? AT_ONCE : next;
    }

    private Optional<Instant> ifWantedSince(long number) {
        var isWanted = ledger.deliveries().lock(number).filter(found -> found.status() == Status.PENDING);
        return isWanted.isPresent() ? AT_ONCE : Optional.empty();
    }

    private WebhookMessage message(Delivery delivery, WebhookTarget target) {
        var secret = target.secret().map(WebhookSecret::new).orElse(webhookDelivery.ownSecret());
        return new WebhookMessage(
                new WebhookMessage.MessageId(delivery.messageId()),
                new WebhookUrl(target.url()),
                Optional.of(secret),
                new WebhookPayload(delivery.payload()));
    }

    private Optional<Instant> next(Delivery delivery, DeliveryAttempt deliveryAttempt) {
        var now = clock.instant();
        return switch (deliveryAttempt.result()) {
            case DeliveryAttempt.Result.Delivered _, DeliveryAttempt.Result.Gone _ -> Optional.empty();
            case DeliveryAttempt.Result.Retry retry ->
                webhookDelivery
                        .schedule()
                        .nextDelay(delivery.attempts() + 1, retry, Duration.between(delivery.created(), now))
                        .map(now::plus);
        };
    }

    private static Status status(DeliveryAttempt deliveryAttempt, Optional<Instant> next) {
        if (deliveryAttempt.result() instanceof DeliveryAttempt.Result.Delivered) return Status.DELIVERED;
        return next.isPresent() ? Status.PENDING : Status.FAILED;
    }

    private static WebhookDeliveries.Attempt entry(DeliveryAttempt deliveryAttempt) {
        var result = deliveryAttempt.result();
        return new WebhookDeliveries.Attempt(
                deliveryAttempt.at(), result.status(), deliveryAttempt.took(), result.message());
    }
}
