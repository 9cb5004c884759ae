package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.ledger.WebhookDeliveries.Delivery;
import dev.halftone.engine.ledger.WebhookDeliveries.Status;
import dev.halftone.engine.request.LogContext;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.Tracing;
import dev.halftone.engine.webhook.DeliveryAttempt;
import dev.halftone.engine.webhook.DeliveryLimits;
import dev.halftone.engine.webhook.DeliveryLimits.Admission;
import dev.halftone.engine.webhook.DeliverySchedule;
import dev.halftone.engine.webhook.Receiver;
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

/// Sends one webhook message until it is delivered, the receiver answers 410, or three days have passed.
/// Every attempt is logged before the next one is due. A message that the limits do not admit gives its claim
/// back at once and waits in the database.
final class DeliverWebhook {
    private static final Logger log = LoggerFactory.getLogger(DeliverWebhook.class);
    private static final Optional<Instant> IMMEDIATELY = Optional.of(Instant.EPOCH);
    private static final DeliveryAttempt.Result NOT_SENT = new DeliveryAttempt.Result.Retry(
            Optional.empty(),
            "not sent: for three days, the receiver did not respond to other messages",
            Optional.empty());

    private final Ledger ledger;
    private final TaskContext.WebhookDelivery webhooks;
    private final InstantSource clock;
    private final Tracing tracing;

    DeliverWebhook(TaskContext context, Tracing tracing) {
        this.tracing = tracing;
        this.ledger = context.ledger();
        this.webhooks = context.webhooks();
        this.clock = context.clock();
    }

    /// Makes one attempt if the message is still pending.
    ///
    /// @return a step that logs the attempt and returns when the next one is due. Run it in the transaction
    /// that removes or reschedules the task, so that a request to send the message again comes either before
    /// all of it or after
    Supplier<Optional<Instant>> run(TaskInstance<Void> task) throws InterruptedException {
        var number = TaskNames.number(task);
        var delivery = ledger.deliveries().find(number).filter(found -> found.status() == Status.PENDING);
        var request = delivery.flatMap(found -> ledger.requests().get(found.request()));
        var target = request.flatMap(found -> found.options().webhook());
        if (delivery.isEmpty() || target.isEmpty()) return () -> dueIfPendingAgain(number);
        var message = message(delivery.get(), target.get());
        return switch (webhooks.limits().admit(new Receiver(request.get().owner(), message.url()), clock.instant())) {
            case Admission.Admitted(var permit) -> {
                var attempt = attempt(request.get(), delivery.get(), message, permit);
                yield () -> record(delivery.get(), attempt);
            }
            case Admission.Later(var due) -> later(delivery.get(), due);
        };
    }

    private DeliveryAttempt attempt(
            Request request, Delivery delivery, WebhookMessage message, DeliveryLimits.Permit permit)
            throws InterruptedException {
        try (permit;
                var _ = LogContext.of(request.id())) {
            var attempt = traced(request, message);
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
            permit.ended(attempt, clock.instant());
            return logged(delivery, attempt);
        }
    }

    private DeliveryAttempt traced(Request request, WebhookMessage message) {
        try (var span = tracing.start(request.id(), "webhook")) {
            return ScopedValue.where(Tracing.CURRENT, span)
                    .call(() -> webhooks.sender().send(message));
        }
    }

    private static DeliveryAttempt logged(Delivery delivery, DeliveryAttempt attempt) {
        log.info(
                "webhook {}, attempt {}: {}",
                delivery.messageId(),
                delivery.attempts() + 1,
                attempt.result().message());
        return attempt;
    }

    /// Waiting is no attempt, and no attempt may ever be admitted. So a message that has waited for three
    /// days is given up, unless somebody has asked for it again.
    private Supplier<Optional<Instant>> later(Delivery delivery, Instant due) {
        var now = clock.instant();
        var isOver = DeliverySchedule.isOver(Duration.between(delivery.created(), now));
        if (!isOver || delivery.redeliveryRequests() > 0) return () -> Optional.of(due);
        var givenUp = logged(delivery, new DeliveryAttempt(now, Duration.ZERO, NOT_SENT));
        return () -> record(delivery, givenUp);
    }

    private Optional<Instant> record(Delivery delivery, DeliveryAttempt attempt) {
        var next = next(delivery, attempt);
        var isRequestedAgain = ledger.deliveries().record(delivery, logEntry(attempt), status(attempt, next));
        return isRequestedAgain ? IMMEDIATELY : next;
    }

    private Optional<Instant> dueIfPendingAgain(long number) {
        var pending = ledger.deliveries().lock(number).filter(found -> found.status() == Status.PENDING);
        return pending.isPresent() ? IMMEDIATELY : Optional.empty();
    }

    private WebhookMessage message(Delivery delivery, WebhookTarget target) {
        var secret = target.secret().map(WebhookSecret::new).orElse(webhooks.defaultSecret());
        return new WebhookMessage(
                new WebhookMessage.MessageId(delivery.messageId()),
                new WebhookUrl(target.url()),
                Optional.of(secret),
                new WebhookPayload(delivery.payload()));
    }

    private Optional<Instant> next(Delivery delivery, DeliveryAttempt attempt) {
        var now = clock.instant();
        return switch (attempt.result()) {
            case DeliveryAttempt.Result.Delivered _, DeliveryAttempt.Result.Gone _ -> Optional.empty();
            case DeliveryAttempt.Result.Retry retry ->
                webhooks.schedule()
                        .nextDelay(delivery.attempts() + 1, retry, Duration.between(delivery.created(), now))
                        .map(now::plus);
        };
    }

    private static Status status(DeliveryAttempt attempt, Optional<Instant> next) {
        if (attempt.result() instanceof DeliveryAttempt.Result.Delivered) return Status.DELIVERED;
        return next.isPresent() ? Status.PENDING : Status.FAILED;
    }

    private static WebhookDeliveries.Attempt logEntry(DeliveryAttempt attempt) {
        var result = attempt.result();
        return new WebhookDeliveries.Attempt(attempt.at(), result.status(), attempt.took(), result.message());
    }
}
