package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WebhookPayloadTest {

    @Test
    void rejectsPayloadsOfTwentyKilobytes() {
        assertThat(new WebhookPayload("ü".repeat(9_999)).bytes()).hasSize(19_998);
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookPayload("ü".repeat(10_000)));
    }

    @Test
    void hidesItsContentInToString() {
        assertThat(new WebhookPayload("{}")).hasToString("2 bytes");
    }
}
