package dev.halftone.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {

    @Test
    void consistsOf32RandomBytes() {
        var secret = WebhookSecret.random(new Random(1));

        assertThat(secret.key()).hasSize(32);
        assertThat(secret).isNotEqualTo(WebhookSecret.random(new Random(2)));
        assertThat(new WebhookSecret(secret.text())).isEqualTo(secret);
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 64})
    void acceptsSecretsOf24To64Bytes(int bytes) {
        assertThat(WebhookSecret.problem(secretOfLength(bytes))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "geheim,begins with whsec_",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw,begins with whsec_",
        "whsec_,'has 24 to 64 bytes, this one has 0'",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw!,is base64 after whsec_",
    })
    void rejectsMalformedSecretsWithAReason(String text, String reason) {
        assertThat(WebhookSecret.problem(text)).hasValue("a webhook secret " + reason);
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookSecret(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 65})
    void rejectsSecretsOfTheWrongLength(int bytes) {
        assertThat(WebhookSecret.problem(secretOfLength(bytes)))
                .hasValue("a webhook secret has 24 to 64 bytes, this one has " + bytes);
    }

    @Test
    void hidesItsValueInToString() {
        assertThat(WebhookSecret.random(new Random(1))).hasToString("whsec_…");
    }

    private static String secretOfLength(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
