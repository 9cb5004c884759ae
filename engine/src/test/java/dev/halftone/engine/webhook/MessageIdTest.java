package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halftone.engine.request.RequestId;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageIdTest {

    @Test
    void differsForEachMessage() {
        assertThat(WebhookMessage.MessageId.random(new Random(1)))
                .isNotEqualTo(WebhookMessage.MessageId.random(new Random(2)));
        assertThat(WebhookMessage.MessageId.random(new Random(1)).text()).matches("msg_[0-9a-f]{32}");
    }

    @Test
    void isTheSameForTheSameEndOfARequestOnly() {
        var request = RequestId.random();
        var other = RequestId.random();

        var ids = Stream.of(request, other)
                .flatMap(each -> IntStream.range(0, 20).mapToObj(round -> WebhookMessage.MessageId.of(each, round)))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(WebhookMessage.MessageId.of(request, 7)).isEqualTo(ids.get(7));
    }

    @Test
    void rejectsADot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookMessage.MessageId("msg_0123456789abcdef.123456789abcdef"));
    }
}
