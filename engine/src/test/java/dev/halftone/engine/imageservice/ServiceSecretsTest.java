package dev.halftone.engine.imageservice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.engine.webhook.WebhookMessage.MessageId;
import dev.halftone.engine.webhook.WebhookSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceSecretsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final byte[] BODY = "{}".getBytes(UTF_8);
    private static final String OLD = WebhookSecret.random().text();
    private static final String NEW = WebhookSecret.random().text();

    @Test
    void signsWithTheFirstAndVerifiesWithBoth() {
        var before = secrets("jobs " + OLD, "callbacks " + OLD);
        var during = secrets("# rotated", "", "jobs " + NEW, "jobs " + OLD, "callbacks " + NEW, "callbacks  " + OLD);
        var after = secrets("jobs " + NEW, "callbacks " + NEW);
        var id = MessageId.random();

        assertThat(during.verifyJob(before.signJob(id, NOW, BODY), BODY, NOW)).isTrue();
        assertThat(after.verifyJob(during.signJob(id, NOW, BODY), BODY, NOW)).isTrue();
        assertThat(before.verifyJob(during.signJob(id, NOW, BODY), BODY, NOW)).isFalse();
        assertThat(during.verifyCallback(before.signCallback(id, NOW, BODY), BODY, NOW))
                .isTrue();
    }

    @Test
    void jobsAndCallbacksHaveSecretsOfTheirOwn() {
        var secrets = secrets("jobs " + OLD, "callbacks " + NEW);
        var signed = secrets.signJob(MessageId.random(), NOW, BODY);

        assertThat(secrets.verifyCallback(signed, BODY, NOW)).isFalse();
    }

    @Test
    void refusesOtherBytesAndOldSignatures() {
        var secrets = secrets("jobs " + OLD, "callbacks " + NEW);
        var signed = secrets.signCallback(MessageId.random(), NOW, BODY);

        assertThat(secrets.verifyCallback(signed, "{ }".getBytes(UTF_8), NOW)).isFalse();
        assertThat(secrets.verifyCallback(signed, BODY, NOW.plus(Duration.ofSeconds(301))))
                .isFalse();
        assertThat(secrets.verifyCallback(signed, BODY, NOW.minus(Duration.ofSeconds(301))))
                .isFalse();
        assertThat(secrets.verifyCallback(signed, BODY, NOW.plus(Duration.ofSeconds(299))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "jobs x", "job whsec_", "whsec_AAAA", "jobs whsec_AAAA", "jobs a b"})
    void namesTheWrongLineButNotItsSecret(String line) {
        assertThatThrownBy(() -> secrets("callbacks " + OLD, line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void needsOneOrTwoOfEachKind() {
        assertThatThrownBy(() -> secrets("jobs " + OLD)).hasMessageContaining("callbacks");
        assertThatThrownBy(() -> secrets("jobs " + OLD, "jobs " + OLD, "jobs " + NEW, "callbacks " + OLD))
                .hasMessageContaining("two at most");
    }

    private static ServiceSecrets secrets(String... lines) {
        return ServiceSecrets.parse(List.of(lines));
    }
}
