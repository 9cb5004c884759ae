package dev.halftone.engine;

import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.task.TaskContext;
import dev.halftone.engine.webhook.DeliveryAttempt;
import dev.halftone.engine.webhook.DeliveryLimits.Admission;
import dev.halftone.engine.webhook.Receiver;
import dev.halftone.engine.webhook.WebhookMessage;
import dev.halftone.engine.webhook.WebhookMessage.MessageId;
import dev.halftone.engine.webhook.WebhookPayload;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Sends test messages to receivers, signed, guarded and limited as all messages are. A test is sent once.
public final class WebhookTester {
    private final TaskContext.WebhookDelivery webhooks;
    private final InstantSource clock;
    private final JsonMapper json = ReportJson.mapper();

    WebhookTester(TaskContext context) {
        this.webhooks = context.webhooks();
        this.clock = context.clock();
    }

    /// How a test ended.
    public sealed interface TestResult {
        record Sent(MessageId id, DeliveryAttempt attempt) implements TestResult {}

        /// Too many messages are being sent, or the receiver does not respond at the moment.
        ///
        /// @param pause after which it may be sent
        record NotSent(Duration pause) implements TestResult {}
    }

    private record Body(String type, Instant timestamp, Map<String, String> data) {}

    /// Sends a message of the type `webhook.test`, and waits for the response.
    public TestResult send(String owner, WebhookTarget target) {
        var message = message(target);
        return switch (webhooks.limits().admit(new Receiver(owner, message.url()), clock.instant())) {
            case Admission.Later(var due) -> new TestResult.NotSent(Duration.between(clock.instant(), due));
            case Admission.Admitted(var permit) -> {
                try (permit) {
                    var attempt = webhooks.sender().send(message);
                    permit.ended(attempt, clock.instant());
                    yield new TestResult.Sent(message.id(), attempt);
                }
            }
        };
    }

    private WebhookMessage message(WebhookTarget target) {
        var body = new Body("webhook.test", clock.instant(), Map.of("message", "A test. No request has ended."));
        return new WebhookMessage(
                MessageId.random(),
                new WebhookUrl(target.url()),
                Optional.of(target.secret().map(WebhookSecret::new).orElse(webhooks.defaultSecret())),
                new WebhookPayload(json.writeValueAsString(body)));
    }
}
