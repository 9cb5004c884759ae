package dev.halftone.app.web;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import dev.halftone.engine.WebhookTester;
import dev.halftone.engine.WebhookTester.TestResult;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.webhook.DeliveryAttempt;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Sends a test message to a receiver of webhooks, and says how it responded.
@RestController
public final class WebhookTestController {
    private final WebhookTester tester;
    private final SubmissionMapper.OptionsParser options;

    public WebhookTestController(WebhookTester tester, AddressGuard guard) {
        this.tester = tester;
        this.options = new SubmissionMapper.OptionsParser(guard);
    }

    /// @param message what happened, for people
    record TestReport(
            String webhookId, boolean delivered, Optional<Integer> answerCode, long durationMs, String message) {

        static TestReport of(TestResult.Sent sent) {
            var result = sent.attempt().result();
            return new TestReport(
                    sent.id().text(),
                    result instanceof DeliveryAttempt.Result.Delivered,
                    result.status(),
                    sent.attempt().took().toMillis(),
                    result.message());
        }
    }

    @PostMapping(path = "/v1/webhook-test", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    TestReport test(AuthInterceptor.Owner owner, @RequestBody Map<String, @Nullable String> fields) {
        return switch (tester.send(owner.name(), options.parseWebhook(RequestParameters.ofJson(fields)))) {
            case TestResult.Sent sent -> TestReport.of(sent);
            case TestResult.NotSent(var pause) -> throw tooMany(pause);
        };
    }

    private static ProblemException tooMany(Duration pause) {
        return new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "too many webhooks are being sent, or the receiver has not responded to several in a row")
                .withHeader("Retry-After", Long.toString(pause.toSeconds() + 1));
    }
}
