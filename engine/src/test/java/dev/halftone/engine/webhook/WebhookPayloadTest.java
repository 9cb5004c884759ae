package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halftone.engine.report.StatusReport;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.PublicUrl;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.engine.request.RequestOptions.WebhookTarget;
import dev.halftone.engine.request.RequestStatus;
import dev.halftone.imaging.Recipe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookPayloadTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void composesStatusesOfLessThanTwentyKilobytes() {
        var request = requestWithWebhook("http://a.test/" + "ü".repeat(1_900));

        assertThat(composer(1_000).of(request, NOW).bytes()).hasSizeBetween(8_000, 19_999);
        assertThatIllegalArgumentException().isThrownBy(() -> composer(4_000).of(request, NOW));
    }

    private static WebhookPayload.Composer composer(int urlCharacters) {
        return new WebhookPayload.StatusComposer(
                new StatusReport.Availability(new PublicUrl("x".repeat(urlCharacters)), Duration.ZERO));
    }

    private static Request requestWithWebhook(String url) {
        return new Request(
                1,
                RequestId.random(),
                "",
                RequestStatus.COMPLETED,
                0,
                new RequestOptions(Recipe.defaults(), Optional.of(new WebhookTarget(url, Optional.empty()))),
                "",
                new Request.Counts(1, 1, 1, 1, 0, 0, 1, 1),
                new Request.Times(NOW, Optional.of(NOW), Optional.of(NOW), Optional.of(NOW), Duration.ZERO),
                new Request.Progress(1, Optional.empty(), Set.of()),
                new Idempotency(Optional.empty(), ""),
                new Size(1, 1, "[]", 0),
                Optional.empty());
    }

    @Test
    void hidesItsContentInToString() {
        assertThat(new WebhookPayload("{}")).hasToString("2 bytes");
    }
}
