package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Deliveries;
import dev.halftone.engine.ledger.Deliveries.Delivery;
import dev.halftone.engine.ledger.Deliveries.Status;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.RequestOptions.WebhookTarget;
import dev.halftone.engine.webhook.Answer;
import dev.halftone.engine.webhook.Attempt;
import dev.halftone.engine.webhook.MessageId;
import dev.halftone.engine.webhook.WebhookMessage;
import dev.halftone.engine.webhook.WebhookPayload;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one webhook message until it is delivered, its receiver wants no more, or three days have passed. Every
/// attempt
/// is entered in the log before the next is due.
final class DeliverWebhook {
    private static final Logger log = LoggerFactory.getLogger(DeliverWebhook.class);

    private final Ledger ledger;
    private final Post post;

    DeliverWebhook(Ledger ledger, Post post) {
        this.ledger = ledger;
        this.post = post;
    }

    /// Makes an attempt.
    ///
    /// @return when the next is due; empty when there is none
    Optional<Instant> run(TaskInstance<Void> task) throws InterruptedException {
        var delivery = ledger.deliveries().find(Errand.number(task)).filter(found -> found.status() == Status.PENDING);
        var target = delivery.flatMap(found -> ledger.requests().look(found.request()))
                .flatMap(request -> request.options().webhook());
        if (delivery.isEmpty() || target.isEmpty()) return Optional.empty();
        return attempt(delivery.get(), target.get());
    }

    private Optional<Instant> attempt(Delivery delivery, WebhookTarget target) throws InterruptedException {
        var attempt = post.sender().send(message(delivery, target));
        if (Thread.interrupted()) throw new InterruptedException("shutting down");
        var next = next(delivery, attempt);
        ledger.transactions().run(() -> ledger.deliveries().record(delivery, entry(attempt), status(attempt, next)));
        log.info(
                "webhook {}, attempt {}: {}",
                delivery.messageId(),
                delivery.attempts() + 1,
                attempt.answer().message());
        return next;
    }

    private WebhookMessage message(Delivery delivery, WebhookTarget target) {
        var secret = target.secret().map(WebhookSecret::new).orElse(post.ownSecret());
        return new WebhookMessage(
                new MessageId(delivery.messageId()),
                new WebhookUrl(target.url()),
                Optional.of(secret),
                new WebhookPayload(delivery.payload()));
    }

    private Optional<Instant> next(Delivery delivery, Attempt attempt) {
        return switch (attempt.answer()) {
            case Answer.Delivered _, Answer.Gone _ -> Optional.empty();
            case Answer.Retry retry ->
                post.schedule()
                        .nextDelay(delivery.attempts() + 1, retry, Duration.between(delivery.created(), attempt.at()))
                        .map(attempt.at()::plus);
        };
    }

    private static Status status(Attempt attempt, Optional<Instant> next) {
        if (attempt.answer() instanceof Answer.Delivered) return Status.DELIVERED;
        return next.isPresent() ? Status.PENDING : Status.FAILED;
    }

    private static Deliveries.Attempt entry(Attempt attempt) {
        var answer = attempt.answer();
        return new Deliveries.Attempt(attempt.at(), answer.status(), attempt.took(), answer.message());
    }
}
