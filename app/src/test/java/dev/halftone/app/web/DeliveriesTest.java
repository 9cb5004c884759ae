package dev.halftone.app.web;

import static dev.halftone.app.LiveServer.CSV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.Answer;
import dev.halftone.app.Caller;
import dev.halftone.app.LiveServer;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.testkit.WebhookInbox;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What can be asked about a webhook.
class DeliveriesTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start(AddressPolicy.unrestricted());

    private final Caller caller = server.caller();
    private final WebhookInbox inbox = new WebhookInbox();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void tellsOfEachAttempt() {
        var path = submitWithWebhook();
        inbox.await(1);

        var deliveries = awaitAttempts(path, 1);

        assertThat(deliveries.at("/items/0/status")).isEqualTo("delivered");
        assertThat(deliveries.at("/items/0/webhook_id")).startsWith("msg_");
        assertThat(deliveries.json().at("/items/0/attempts/0/answer_code").asInt())
                .isEqualTo(204);
        assertThat(caller.get(path).at("/webhook/status")).isEqualTo("delivered");
    }

    @Test
    void sendsTheSameMessageAgain() {
        var path = submitWithWebhook();
        awaitAttempts(path, 1);

        var answer = caller.post(path + "/webhook-deliveries");

        var deliveries = inbox.await(2);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(deliveries.get(1).header("webhook-id"))
                .isEqualTo(deliveries.get(0).header("webhook-id"));
        assertThat(deliveries.get(1).body()).isEqualTo(deliveries.get(0).body());
    }

    @Test
    void sendsNothingBeforeTheEnd() {
        var doors = new CountDownLatch(1);
        server.studio().waitsFor(doors);
        var path = submitWithWebhook();

        var answer = caller.post(path + "/webhook-deliveries");
        doors.countDown();

        assertThat(answer.outcome()).isEqualTo("409 not_finished");
    }

    @Test
    void sendsNothingToNobody() {
        var path = caller.submit(CSV);

        assertThat(caller.post(path + "/webhook-deliveries").outcome()).isEqualTo("409 no_webhook");
        assertThat(caller.get(path + "/webhook-deliveries").json().at("/items").size())
                .isZero();
    }

    private String submitWithWebhook() {
        var url = URLEncoder.encode(inbox.url().toString(), StandardCharsets.UTF_8);
        return "/v1/requests/"
                + caller.postCsv("/v1/requests?webhook_url=" + url, CSV).at("/request_id");
    }

    /// An attempt is entered a moment after its receiver has answered.
    private Answer awaitAttempts(String path, int count) {
        var deadline = System.nanoTime() + 30_000_000_000L;
        var answer = caller.get(path + "/webhook-deliveries");
        while (answer.json().at("/items/0/attempts").size() < count) {
            assertThat(System.nanoTime()).as("no attempt was entered").isLessThan(deadline);
            answer = caller.get(path + "/webhook-deliveries");
        }
        return answer;
    }
}
