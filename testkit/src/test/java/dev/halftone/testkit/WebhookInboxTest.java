package dev.halftone.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class WebhookInboxTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void keepsDeliveriesInOrder() throws Exception {
        try (var inbox = new WebhookInbox()) {
            post(inbox, "first");
            post(inbox, "zweite: größer");

            var deliveries = inbox.await(2);

            assertThat(deliveries).extracting(WebhookInbox.Delivery::body).containsExactly("first", "zweite: größer");
            assertThat(deliveries.getFirst().path()).isEqualTo("/webhook");
            assertThat(deliveries.getFirst().header("x-test")).hasValue("yes");
            assertThat(deliveries.getFirst().header("x-other")).isEmpty();
        }
    }

    @Test
    void repliesAsSetAndThenWith204() throws Exception {
        try (var inbox = new WebhookInbox()) {
            inbox.enqueue(503, 410);
            inbox.enqueue(WebhookInbox.Reply.ofSize(100_000));

            assertThat(post(inbox, "1")).isEqualTo(503);
            assertThat(post(inbox, "2")).isEqualTo(410);
            assertThat(post(inbox, "3")).isEqualTo(200);
            assertThat(post(inbox, "4")).isEqualTo(204);
        }
    }

    private int post(WebhookInbox inbox, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(inbox.url())
                .header("X-Test", "yes")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofByteArray()).statusCode();
    }
}
