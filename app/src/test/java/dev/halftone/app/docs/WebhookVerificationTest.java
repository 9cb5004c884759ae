package dev.halftone.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.app.LiveServer;
import dev.halftone.app.docs.Verifier.Message;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.webhook.WebhookMessage;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSigner;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.WebhookInbox.Delivery;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/// What `docs/webhooks.md` tells receivers, tried with a message that a server sent.
class WebhookVerificationTest {
    @RegisterExtension
    static final LiveServer server = LiveServer.start(AddressPolicy.unrestricted());

    private static final WebhookSecret SECRET = WebhookSecret.random();
    private static final WebhookInbox INBOX = new WebhookInbox();

    @TempDir
    private Path folder;

    @BeforeAll
    static void send() {
        var url = URLEncoder.encode(INBOX.url().toString(), UTF_8);
        var secret = URLEncoder.encode(SECRET.text(), UTF_8);
        server.caller().postCsv("/v1/requests?webhook_url=" + url + "&webhook_secret=" + secret, LiveServer.CSV);
        INBOX.await(1);
    }

    @AfterAll
    static void close() {
        INBOX.close();
    }

    @ParameterizedTest
    @EnumSource
    void tellsGenuineMessagesFromForgedOnes(Verifier verifier) throws IOException, InterruptedException {
        assumeTrue(verifier.program().isPresent(), "this machine has no " + verifier);
        var genuine = received();
        var altered = new Message(genuine.id(), genuine.timestamp(), genuine.signature(), genuine.body() + " ");
        var ofAnother = signed(WebhookSecret.random(), Instant.now());
        var old = signed(SECRET, Instant.now().minus(Duration.ofMinutes(6)));
        var rotated = new Message(
                genuine.id(), genuine.timestamp(), ofAnother.signature() + " " + genuine.signature(), genuine.body());
        var undated = new Message(genuine.id(), "today", genuine.signature(), genuine.body());

        var verdicts =
                verifier.verdicts(folder, SECRET.text(), List.of(genuine, altered, ofAnother, old, rotated, undated));

        assertThat(verdicts).containsExactly("genuine", "forged", "forged", "forged", "genuine", "forged");
    }

    /// Fields may be in any order; their names and kinds are what receivers rely on.
    @Test
    void showsAMessageAsItIs() {
        var shown = new JsonMapper()
                .readTree(Document.at("docs/webhooks.md").blocks("json").getFirst());
        var sent = new JsonMapper().readTree(received().body());

        assertThat(shown.propertyNames()).containsExactlyInAnyOrderElementsOf(sent.propertyNames());
        assertThat(shown.at("/data").propertyNames())
                .containsExactlyInAnyOrderElementsOf(sent.at("/data").propertyNames());
        for (var part : List.of("rows", "images", "bytes", "options", "webhook", "links"))
            assertThat(shown.at("/data/" + part).propertyNames())
                    .as(part)
                    .containsExactlyInAnyOrderElementsOf(
                            sent.at("/data/" + part).propertyNames());
    }

    private static Message received() {
        var delivery = INBOX.await(1).getFirst();
        return new Message(
                header(delivery, "webhook-id"),
                header(delivery, "webhook-timestamp"),
                header(delivery, "webhook-signature"),
                delivery.body());
    }

    private static String header(Delivery delivery, String name) {
        return delivery.header(name).orElseThrow();
    }

    private static Message signed(WebhookSecret secret, Instant at) {
        var body = received().body();
        var headers = new WebhookSigner(secret).sign(WebhookMessage.MessageId.random(), at, body.getBytes(UTF_8));
        return new Message(headers.id(), headers.timestamp(), headers.signature(), body);
    }
}
