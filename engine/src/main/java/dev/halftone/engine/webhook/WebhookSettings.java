package dev.halftone.engine.webhook;

import java.time.Duration;

/// How patient the sender is.
///
/// @param timeout from dialling to the end of the answer
public record WebhookSettings(Duration timeout) {
    public WebhookSettings {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("webhook-timeout is more than nothing, not " + timeout);
        }
    }

    /// 15 seconds.
    public static WebhookSettings defaults() {
        return new WebhookSettings(Duration.ofSeconds(15));
    }
}
