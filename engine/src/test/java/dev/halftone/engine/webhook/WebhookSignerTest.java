package dev.halftone.engine.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final WebhookSecret SECRET = WebhookSecret.random(new Random(1));
    private static final WebhookMessage.MessageId ID = WebhookMessage.MessageId.random(new Random(2));
    private static final String BODY = "{\"test\": \"größer\"}";

    private final WebhookSigner signer = new WebhookSigner(SECRET);
    private final WebhookSigner.SignedHeaders signed = signer.sign(ID, NOW, bytes(BODY));

    /// The example that the Standard Webhooks libraries use in their own tests.
    @Test
    void verifiesTheExampleOfTheSpecification() {
        var exampleSigner = new WebhookSigner(new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        var headers = new WebhookSigner.SignedHeaders(
                "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        var body = bytes("{\"test\": 2432232314}");

        assertThat(exampleSigner.verify(headers, body, Instant.ofEpochSecond(1614265330)))
                .isTrue();
    }

    @Test
    void createsSignaturesThatAThirdPartyVerifies() throws Exception {
        var headers = signer.sign(ID, Instant.now(), bytes(BODY));

        var verifier = new Webhook(SECRET.text());

        assertThatCode(() -> verifier.verify(BODY, asMap(headers))).doesNotThrowAnyException();
        assertThatThrownBy(() -> verifier.verify(BODY + " ", asMap(headers)))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void verifiesAThirdPartySignature() throws Exception {
        var signature = new Webhook(SECRET.text()).sign("msg_theirs", NOW.getEpochSecond(), BODY);

        var headers = new WebhookSigner.SignedHeaders("msg_theirs", Long.toString(NOW.getEpochSecond()), signature);

        assertThat(signer.verify(headers, bytes(BODY), NOW)).isTrue();
    }

    @Test
    void writesTheTimestampInSeconds() {
        assertThat(signed.id()).isEqualTo(ID.text());
        assertThat(signed.timestamp()).isEqualTo("1772452800");
        assertThat(signed.signature()).startsWith("v1,");
    }

    @Test
    void acceptsOneValidSignatureAmongOthers() {
        var several = "v1,AAAA v1a,BBBB " + signed.signature() + " nonsense";

        assertThat(signer.verify(signedWith(several), bytes(BODY), NOW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "v1", "v1,", "v1,AAAA", "v2,AAAA", "ü"})
    void rejectsInvalidSignatures(String signature) {
        assertThat(signer.verify(signedWith(signature), bytes(BODY), NOW)).isFalse();
    }

    @Test
    void rejectsAnotherSecretBodyOrId() {
        var otherSigner = new WebhookSigner(WebhookSecret.random(new Random(9)));
        var otherId = new WebhookSigner.SignedHeaders("msg_other", signed.timestamp(), signed.signature());

        assertThat(otherSigner.verify(signed, bytes(BODY), NOW)).isFalse();
        assertThat(signer.verify(signed, bytes("{}"), NOW)).isFalse();
        assertThat(signer.verify(otherId, bytes(BODY), NOW)).isFalse();
    }

    @Test
    void rejectsTimestampsMoreThanFiveMinutesOff() {
        var limit = Duration.ofMinutes(5);
        var beyondLimit = limit.plusSeconds(1);

        assertThat(signer.verify(signed, bytes(BODY), NOW.plus(limit))).isTrue();
        assertThat(signer.verify(signed, bytes(BODY), NOW.minus(limit))).isTrue();
        assertThat(signer.verify(signed, bytes(BODY), NOW.plus(beyondLimit))).isFalse();
        assertThat(signer.verify(signed, bytes(BODY), NOW.minus(beyondLimit))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "1772452800.0", "99999999999999999999", "9223372036854775807"})
    void rejectsInvalidTimestamps(String timestamp) {
        var headers = new WebhookSigner.SignedHeaders(ID.text(), timestamp, signed.signature());

        assertThat(signer.verify(headers, bytes(BODY), NOW)).isFalse();
    }

    /// A dot in the id would let a message be read as another one with a different body.
    @Test
    void rejectsAnIdWithADot() throws Exception {
        var id = "msg_1." + NOW.getEpochSecond();
        var signature = new Webhook(SECRET.text()).sign(id, NOW.getEpochSecond(), BODY);

        var headers = new WebhookSigner.SignedHeaders(id, Long.toString(NOW.getEpochSecond()), signature);

        assertThat(signer.verify(headers, bytes(BODY), NOW)).isFalse();
    }

    private WebhookSigner.SignedHeaders signedWith(String signature) {
        return new WebhookSigner.SignedHeaders(signed.id(), signed.timestamp(), signature);
    }

    private static Map<String, List<String>> asMap(WebhookSigner.SignedHeaders headers) {
        return Map.of(
                WebhookSigner.SignedHeaders.ID, List.of(headers.id()),
                WebhookSigner.SignedHeaders.TIMESTAMP, List.of(headers.timestamp()),
                WebhookSigner.SignedHeaders.SIGNATURE, List.of(headers.signature()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
