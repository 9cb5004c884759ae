package dev.halftone.app.web;

import static dev.halftone.app.ServerFixture.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.ServerFixture;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.MultipartForm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Listing and resending webhook deliveries.
class WebhookDeliveriesTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start(AddressPolicy.unrestricted());

    private final ApiClient apiClient = server.client();
    private final WebhookInbox inbox = new WebhookInbox();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void listsEachAttempt() {
        var path = submitWithWebhook();
        inbox.await(1);

        var deliveries = awaitAttempts(path, 1);

        assertThat(deliveries.field("/items/0/status")).isEqualTo("delivered");
        assertThat(deliveries.field("/items/0/webhook_id")).startsWith("msg_");
        assertThat(deliveries.json().at("/items/0/attempts/0/answer_code").asInt())
                .isEqualTo(204);
        assertThat(apiClient.get(path).field("/webhook/status")).isEqualTo("delivered");
    }

    @Test
    void writesEveryTimeWithMilliseconds() {
        var path = submitWithWebhook();
        var message = inbox.await(1).getFirst().body();

        var deliveries = awaitAttempts(path, 1);

        var times = Pattern.compile("\"(timestamp|[a-z_]+_at)\":\"([^\"]+)\"")
                .matcher(message + deliveries.text() + apiClient.get(path).text())
                .results()
                .map(time -> time.group(2))
                .toList();
        assertThat(times)
                .hasSize(1 + 3 + 2 + 3)
                .allMatch(time -> time.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z"));
    }

    @Test
    void showsWhereARedirectPoints() {
        inbox.enqueue(WebhookInbox.Reply.redirectTo("/moved?token=s3cret"));
        var path = submitWithWebhook();

        var deliveries = awaitAttempts(path, 1);

        assertThat(deliveries.json().at("/items/0/attempts/0/answer_code").asInt())
                .isEqualTo(307);
        assertThat(deliveries.field("/items/0/attempts/0/message"))
                .isEqualTo("the receiver answered 307 with a redirect to "
                        + inbox.url().resolve("/moved") + ", and redirects are not followed");
    }

    @Test
    void resendsTheSameMessage() {
        var path = submitWithWebhook();
        awaitAttempts(path, 1);

        var apiResponse = apiClient.post(path + "/webhook-deliveries");

        var deliveries = inbox.await(2);
        assertThat(apiResponse.status()).isEqualTo(202);
        assertThat(deliveries.get(1).header("webhook-id"))
                .isEqualTo(deliveries.get(0).header("webhook-id"));
        assertThat(deliveries.get(1).body()).isEqualTo(deliveries.get(0).body());
    }

    @Test
    void rejectsAResendBeforeTheEnd() {
        var gate = new CountDownLatch(1);
        server.imageService().holdUntil(gate);
        var path = submitWithWebhook();

        var apiResponse = apiClient.post(path + "/webhook-deliveries");
        gate.countDown();

        assertThat(apiResponse.statusAndCode()).isEqualTo("409 not_finished");
    }

    @Test
    void sendsTheReferenceAndTheFileName() {
        var form = MultipartForm.of(CSV)
                .field("webhook_url", inbox.url().toString())
                .field("reference", "Spring 🌷");
        apiClient.postForm("/v1/requests", form);

        var body = inbox.await(1).getFirst().body();

        assertThat(body).contains("\"reference\":\"Spring 🌷\",\"filename\":\"products.csv\"");
    }

    @Test
    void rejectsAResendWithoutAWebhook() {
        var path = apiClient.submit(CSV);

        assertThat(apiClient.post(path + "/webhook-deliveries").statusAndCode()).isEqualTo("409 no_webhook");
        assertThat(apiClient
                        .get(path + "/webhook-deliveries")
                        .json()
                        .at("/items")
                        .size())
                .isZero();
    }

    private String submitWithWebhook() {
        var url = URLEncoder.encode(inbox.url().toString(), StandardCharsets.UTF_8);
        return "/v1/requests/"
                + apiClient.postCsv("/v1/requests?webhook_url=" + url, CSV).field("/request_id");
    }

    /// The server records an attempt shortly after the receiver has replied.
    private ApiResponse awaitAttempts(String path, int count) {
        return Await.until(
                () -> apiClient.get(path + "/webhook-deliveries"),
                response -> response.json().at("/items/0/attempts").size() >= count);
    }
}
