package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void defaultsToAFifteenSecondTimeout() {
        assertThat(WebhookSender.Settings.defaults()).isEqualTo(new WebhookSender.Settings(Duration.ofSeconds(15)));
    }

    @Test
    void namesTheInvalidSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookSender.Settings(Duration.ZERO))
                .withMessageContaining("webhook-timeout");
    }
}
