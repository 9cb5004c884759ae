package dev.halftone.app.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.webhook.WebhookMessage.MessageId;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSigner;
import dev.halftone.testkit.ClosedPort;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.WebhookInbox.Delivery;
import dev.halftone.testkit.api.ApiResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Test messages to receivers of webhooks.
class WebhookTestControllerTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @RegisterExtension
    static final ServerFixture server = ServerFixture.start(AddressPolicy.unrestricted());

    private final WebhookInbox inbox = new WebhookInbox();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void sendsASignedMessageAndSaysHowTheReceiverResponded() {
        var report = send("{\"webhook_url\":\"%s\",\"webhook_secret\":\"%s\"}".formatted(inbox.url(), SECRET));

        var delivery = inbox.await(1).getFirst();
        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().at("/delivered").asBoolean()).isTrue();
        assertThat(report.json().at("/answer_code").asInt()).isEqualTo(204);
        assertThat(report.field("/message")).isEqualTo("delivered");
        assertThat(delivery.header("webhook-id")).hasValue(report.field("/webhook_id"));
        assertThat(delivery.header("webhook-signature")).hasValue(signature(delivery));
        var message = new JsonMapper().readTree(delivery.body());
        assertThat(message.propertyNames()).containsExactly("type", "timestamp", "data");
        assertThat(message.path("type").asString()).isEqualTo("webhook.test");
    }

    private static String signature(Delivery delivery) {
        var id = new MessageId(delivery.header("webhook-id").orElseThrow());
        var seconds = Long.parseLong(delivery.header("webhook-timestamp").orElseThrow());
        return new WebhookSigner(new WebhookSecret(SECRET))
                .sign(id, Instant.ofEpochSecond(seconds), delivery.body().getBytes(UTF_8))
                .signature();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 404, 410, 500})
    void saysWhichStatusWasNotAccepted(int status) {
        inbox.enqueue(status);

        var report = send("{\"webhook_url\":\"%s\"}".formatted(inbox.url()));

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().at("/delivered").asBoolean()).isFalse();
        assertThat(report.json().at("/answer_code").asInt()).isEqualTo(status);
        assertThat(report.field("/message")).contains(Integer.toString(status));
    }

    @Test
    void limitsTestsToAReceiverThatDoesNotRespond() {
        ApiResponse report;
        var tests = 0;
        try (var closed = new ClosedPort()) {
            do {
                report = send("{\"webhook_url\":\"%s\"}".formatted(closed.url("/")));
            } while (report.status() == 200 && ++tests < 20);
        }

        assertThat(report.statusAndCode()).isEqualTo("429 too_many_requests");
        assertThat(report.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(tests).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 422 invalid_option | webhook_url",
                "{'webhook_url':null} | 422 invalid_option | webhook_url",
                "{'webhook_url':'ftp://shop.example'} | 422 invalid_option | webhook_url",
                "{'webhook_secret':'whsec_x'} | 422 invalid_option | webhook_secret",
                "{'webhook_url':'https://shop.example','webhook_secret':'x'} | 422 invalid_option | webhook_secret",
                "{'webhook_url':'https://shop.example','quality':'5'} | 422 invalid_option | quality",
                "{'webhook_url':['https://shop.example']} | 400 bad_request | ''",
                "[] | 400 bad_request | ''",
                "nonsense | 400 bad_request | ''"
            })
    void rejectsABodyThatNamesNoReceiver(String body, String problem, String field) {
        var apiResponse = send(body.replace('\'', '"'));

        assertThat(apiResponse.statusAndCode()).isEqualTo(problem);
        assertThat(apiResponse.field("/field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/", "http://10.0.0.1/", "http://[::1]/", "http://shop.example:8080/"})
    void guardsAddressesAsForRequests(String url) {
        try (var guarded = ServerFixture.start()) {
            var apiResponse = guarded.client()
                    .send(
                            "POST",
                            "/v1/webhook-test",
                            BodyPublishers.ofString("{\"webhook_url\":\"" + url + "\"}"),
                            "Content-Type",
                            "application/json");

            assertThat(apiResponse.statusAndCode()).isEqualTo("422 invalid_option");
            assertThat(apiResponse.field("/field")).isEqualTo("webhook_url");
        }
    }

    private static ApiResponse send(String body) {
        return server.client()
                .send("POST", "/v1/webhook-test", BodyPublishers.ofString(body), "Content-Type", "application/json");
    }
}
