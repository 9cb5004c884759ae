package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.ledger.WebhookDeliveries;
import dev.halftone.engine.ledger.WebhookDeliveries.Delivery;
import dev.halftone.engine.ledger.WebhookDeliveries.Status;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.webhook.Answer;
import dev.halftone.engine.webhook.Attempt;
import dev.halftone.engine.webhook.MessageId;
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
    private final Post post;
    private final InstantSource clock;

    DeliverWebhook(Tools tools) {
        this.ledger = tools.ledger();
        this.post = tools.post();
        this.clock = tools.clock();
    }

    /// Makes an attempt, if the message is still to be sent.
    ///
    /// @return enters it and says when the next attempt is due. To be run in the transaction that takes the
    /// task off the agenda or puts it down for later: whoever asks for the message meanwhile comes before all
    /// of it or after
    Supplier<Optional<Instant>> run(TaskInstance<Void> task) throws InterruptedException {
        var number = Errand.number(task);
        var delivery = ledger.deliveries().find(number).filter(found -> found.status() == Status.PENDING);
        var target = delivery.flatMap(found -> ledger.requests().get(found.request()))
                .flatMap(request -> request.options().webhook());
        if (delivery.isEmpty() || target.isEmpty()) return () -> ifWantedSince(number);
        var attempt = attempt(delivery.get(), target.get());
        return () -> record(delivery.get(), attempt);
    }

    private Attempt attempt(Delivery delivery, WebhookTarget target) throws InterruptedException {
        var attempt = post.sender().send(message(delivery, target));
        if (Thread.interrupted()) throw new InterruptedException("shutting down");
        log.info(
                "webhook {}, attempt {}: {}",
                delivery.messageId(),
                delivery.attempts() + 1,
                attempt.answer().message());
        return attempt;
    }

    private Optional<Instant> record(Delivery delivery, Attempt attempt) {
        var next = next(delivery, attempt);
        var isAskedFor = ledger.deliveries().record(delivery, entry(attempt), status(attempt, next));
        return isAskedFor ? AT_ONCE : next;
    }

    private Optional<Instant> ifWantedSince(long number) {
        var isWanted = ledger.deliveries().lock(number).filter(found -> found.status() == Status.PENDING);
        return isWanted.isPresent() ? AT_ONCE : Optional.empty();
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
        var now = clock.instant();
        return switch (attempt.answer()) {
            case Answer.Delivered _, Answer.Gone _ -> Optional.empty();
            case Answer.Retry retry ->
                post.schedule()
                        .nextDelay(delivery.attempts() + 1, retry, Duration.between(delivery.created(), now))
                        .map(now::plus);
        };
    }

    private static Status status(Attempt attempt, Optional<Instant> next) {
        if (attempt.answer() instanceof Answer.Delivered) return Status.DELIVERED;
        return next.isPresent() ? Status.PENDING : Status.FAILED;
    }

    private static WebhookDeliveries.Attempt entry(Attempt attempt) {
        var answer = attempt.answer();
        return new WebhookDeliveries.Attempt(attempt.at(), answer.status(), attempt.took(), answer.message());
    }
}
