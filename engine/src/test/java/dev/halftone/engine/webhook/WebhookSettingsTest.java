package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebhookSettingsTest {

    @Test
    void givesAReceiverFifteenSeconds() {
        assertThat(WebhookSettings.defaults()).isEqualTo(new WebhookSettings(Duration.ofSeconds(15)));
    }

    @Test
    void namesTheSettingItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookSettings(Duration.ZERO))
                .withMessageContaining("webhook-timeout");
    }
}
