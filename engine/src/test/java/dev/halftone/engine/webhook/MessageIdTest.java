package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageIdTest {

    @Test
    void differsForEachMessage() {
        assertThat(WebhookMessage.MessageId.random(new Random(1)))
                .isNotEqualTo(WebhookMessage.MessageId.random(new Random(2)));
        assertThat(WebhookMessage.MessageId.random(new Random(1)).text()).matches("msg_[0-9a-f]{32}");
    }

    @Test
    void rejectsADot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookMessage.MessageId("msg_0123456789abcdef.123456789abcdef"));
    }
}
