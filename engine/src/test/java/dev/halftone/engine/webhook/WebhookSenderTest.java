package dev.halftone.engine.webhook;

import static dev.halftone.testkit.WebhookInbox.Reply.closeConnection;
import static dev.halftone.testkit.WebhookInbox.Reply.noResponse;
import static dev.halftone.testkit.WebhookInbox.Reply.ofSize;
import static dev.halftone.testkit.WebhookInbox.Reply.redirectTo;
import static dev.halftone.testkit.WebhookInbox.Reply.stallAfterHead;
import static dev.halftone.testkit.WebhookInbox.Reply.status;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.net.NameResolver;
import dev.halftone.engine.request.ProductVersion;
import dev.halftone.testkit.ClosedPort;
import dev.halftone.testkit.SettableClock;
import dev.halftone.testkit.StubDns;
import dev.halftone.testkit.WebhookInbox;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {
    private static final WebhookSecret SECRET = WebhookSecret.random(new Random(1));
    private static final WebhookMessage.MessageId ID = WebhookMessage.MessageId.random(new Random(2));
    private static final WebhookPayload PAYLOAD =
            new WebhookPayload("{\"type\":\"request.completed\",\"data\":{\"message\":\"größer\"}}");

    private final WebhookInbox inbox = new WebhookInbox();
    private final SettableClock clock = new SettableClock(Instant.now());
    private final AddressGuard unguarded = new AddressGuard(AddressPolicy.unrestricted(), NameResolver.system());
    private final WebhookSender sender = new WebhookSender(unguarded, WebhookSender.Settings.defaults(), clock);

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void sendsAMessageThatAThirdPartyVerifies() throws Exception {
        var deliveryAttempt = sender.send(message());

        assertThat(deliveryAttempt)
                .isEqualTo(
                        new DeliveryAttempt(clock.instant(), Duration.ZERO, new DeliveryAttempt.Result.Delivered(204)));
        var delivery = inbox.await(1).getFirst();
        assertThat(delivery.method()).isEqualTo("POST");
        assertThat(delivery.body()).isEqualTo(PAYLOAD.json());
        assertThat(delivery.header("content-type")).hasValue("application/json");
        assertThat(delivery.header("user-agent")).hasValue(ProductVersion.userAgent());
        assertThat(delivery.header("accept-encoding")).hasValue("identity");
        assertThatCode(() -> new Webhook(SECRET.text()).verify(delivery.body(), delivery.headers()))
                .doesNotThrowAnyException();
    }

    @Test
    void keepsTheIdAndUpdatesTheTimestampOfEachAttempt() {
        sender.send(message());
        clock.advance(Duration.ofMinutes(5));
        sender.send(message());

        var deliveries = inbox.await(2);

        assertThat(deliveries)
                .extracting(delivery -> delivery.header("webhook-id"))
                .containsOnly(Optional.of(ID.text()));
        assertThat(deliveries)
                .extracting(delivery -> delivery.header("webhook-timestamp"))
                .doesNotHaveDuplicates();
        assertThat(deliveries)
                .extracting(delivery -> delivery.header("webhook-signature"))
                .doesNotHaveDuplicates();
    }

    @Test
    void sendsAnUnsignedMessageWithoutASecret() {
        sender.send(new WebhookMessage(ID, inboxUrl(), Optional.empty(), PAYLOAD));

        var delivery = inbox.await(1).getFirst();

        assertThat(delivery.headers()).containsKeys("webhook-id", "webhook-timestamp");
        assertThat(delivery.header("webhook-signature")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void treatsAny2xxAsDelivered(int code) {
        inbox.enqueue(code);

        assertThat(send()).isEqualTo(new DeliveryAttempt.Result.Delivered(code));
    }

    @Test
    void stopsAfter410() {
        inbox.enqueue(410);

        assertThat(send()).isEqualTo(new DeliveryAttempt.Result.Gone());
    }

    @ParameterizedTest
    @ValueSource(ints = {304, 400, 401, 404, 407, 408, 421, 429, 500, 503})
    void retriesAfterAnyOtherStatus(int code) {
        inbox.enqueue(code);

        assertThat(send())
                .isInstanceOfSatisfying(
                        DeliveryAttempt.Result.Retry.class,
                        retry -> assertThat(retry.status()).hasValue(code));
        assertThat(inbox.deliveries()).hasSize(1);
    }

    @Test
    void passesOnRetryAfter() {
        inbox.enqueue(status(503).withHeader("Retry-After", "90"));

        assertThat(send())
                .isEqualTo(new DeliveryAttempt.Result.Retry(
                        Optional.of(503), "the receiver answered 503", Optional.of(Duration.ofSeconds(90))));
    }

    @Test
    void doesNotRetryImmediatelyAfterRetryAfterZero() {
        inbox.enqueue(status(503).withHeader("Retry-After", "0"), status(200));

        assertThat(send().status()).hasValue(503);
        assertThat(inbox.deliveries()).hasSize(1);
    }

    @Test
    void doesNotFollowRedirects() {
        try (var other = new WebhookInbox()) {
            inbox.enqueue(redirectTo(other.url().toString()));

            assertThat(send())
                    .isEqualTo(new DeliveryAttempt.Result.Retry(
                            Optional.of(307),
                            "the receiver answered 307 with a redirect to " + other.url()
                                    + ", and redirects are not followed",
                            Optional.empty()));
            assertThat(other.deliveries()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.test/new | https://shop.test/new",
                "https://shop.test | https://shop.test/",
                "HTTPS://Shop.Test:443/a/../new | https://shop.test/new",
                "http://shop.test:8080/new?token=s3cret#s3cret | http://shop.test:8080/new",
                "https://user:s3cret@shop.test/new | https://shop.test/new",
                "//shop.test/new?s3cret | http://shop.test/new",
                "/new/?token=s3cret | INBOX/new/",
                "new | INBOX/new",
                "?token=s3cret | INBOX/webhook",
                "https://b\u00fccher.test/\u00fc\u202e<b>\"x | https://xn--bcher-kva.test/%C3%BC%E2%80%AE%3Cb%3E%22x",
                "https://[fd00::1]/x | https://[fd00::1]/x",
                "ftp://shop.test/s3cret | something that is not an http or https URL",
                "javascript:s3cret | something that is not an http or https URL"
            })
    void saysWhereARedirectPoints(String location, String shown) {
        inbox.enqueue(redirectTo(utf8Header(location.translateEscapes())));

        var origin = inbox.url().resolve("/").toString().replaceFirst("/$", "");
        assertThat(send().message())
                .isEqualTo("the receiver answered 307 with a redirect to " + shown.replace("INBOX", origin)
                        + ", and redirects are not followed");
    }

    /// The inbox writes headers in ISO 8859-1.
    private static String utf8Header(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @Test
    void cutsALongRedirectTarget() {
        inbox.enqueue(
                redirectTo("https://shop.test/" + "x".repeat(182)), redirectTo("https://shop.test/" + "x".repeat(183)));

        assertThat(send().message()).contains("x".repeat(182) + ", and");
        assertThat(send().message()).contains("https://shop.test/" + "x".repeat(182) + "…, and");
    }

    @Test
    void saysThatRedirectsAreNotFollowedWithoutALocation() {
        inbox.enqueue(302);

        assertThat(send().message()).isEqualTo("the receiver answered 302, and redirects are not followed");
    }

    @Test
    void doesNotReadAHugeResponse() {
        inbox.enqueue(ofSize(Long.MAX_VALUE));

        assertThat(send()).isEqualTo(new DeliveryAttempt.Result.Delivered(200));
    }

    @Test
    void timesOutWithoutAResponse() {
        inbox.enqueue(noResponse());

        assertThat(senderWithTimeout(Duration.ofMillis(200)).send(message()).result())
                .isEqualTo(failed("no answer in time"));
    }

    @Test
    void usesTheStatusWhenTheBodyStalls() {
        inbox.enqueue(stallAfterHead());

        // Long enough for the head to arrive on a busy machine.
        assertThat(senderWithTimeout(Duration.ofSeconds(2)).send(message()).result())
                .isEqualTo(new DeliveryAttempt.Result.Delivered(200));
    }

    @Test
    void retriesWhenTheConnectionBreaks() {
        inbox.enqueue(closeConnection());

        assertThat(send()).isEqualTo(failed("the connection to the receiver broke"));
        assertThat(inbox.deliveries()).hasSize(1);
    }

    @Test
    void retriesWhenTheConnectionIsRefused() {
        try (var closed = new ClosedPort()) {
            assertThat(sender.send(messageTo(closed.url("/"))).result())
                    .isEqualTo(failed("no connection to the receiver"));
        }
    }

    @Test
    void retriesWhenTheHostIsNotFound() {
        var emptyDns = new AddressGuard(AddressPolicy.defaults(), new StubDns()::resolve);

        var deliveryAttempt = senderWith(emptyDns).send(messageTo("https://shop.example/hooks"));

        assertThat(deliveryAttempt.result()).isEqualTo(failed("the URL's host was not found"));
    }

    @Test
    void retriesWhenTheReceiverDoesNotUseTls() throws Exception {
        assertThat(sendToReceiverReplying("HTTP/1.1 200 OK\r\n\r\n", "https"))
                .isEqualTo(
                        failed("the receiver's certificate or TLS was not accepted: the server does not use TLS on this"
                                + " port: try http:// or another port"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"220 mail.example ESMTP\r\n", "HTTP/1.1 -20 No\r\n\r\n"})
    void retriesWhenTheResponseIsNotHttp(String response) throws Exception {
        assertThat(sendToReceiverReplying(response, "http"))
                .isEqualTo(failed("the receiver's response is cut off or violates HTTP"));
    }

    @Test
    void doesNotConnectToBlockedAddresses() {
        var names = new StubDns().with("shop.example", "127.0.0.1");
        var port = inbox.url().getPort();
        var guard = new AddressGuard(
                new AddressPolicy(Set.of(port), List.of(), AddressPolicy.Scope.GUARDED), names::resolve);

        var byName = senderWith(guard).send(messageTo("http://shop.example:" + port + "/"));
        var byAddress = senderWith(guard).send(messageTo(inbox.url().toString()));

        assertThat(byName.result())
                .isEqualTo(failed("the URL's host is not at a public address; to allow it: --allow-networks CIDR"));
        assertThat(byAddress.result()).isEqualTo(byName.result());
        assertThat(inbox.deliveries()).isEmpty();
    }

    @Test
    void triesEveryAddressOfAHost() {
        var names = new StubDns().with("shop.example", "::1", "127.0.0.1");
        var guard = new AddressGuard(AddressPolicy.unrestricted(), names::resolve);

        var deliveryAttempt = senderWith(guard)
                .send(messageTo("http://shop.example:" + inbox.url().getPort() + "/"));

        assertThat(deliveryAttempt.result()).isEqualTo(new DeliveryAttempt.Result.Delivered(204));
    }

    @Test
    void doesNotResendToOtherAddressesAfterABrokenConnection() {
        var names = new StubDns().with("shop.example", "127.0.0.1", "127.0.0.1");
        var guard = new AddressGuard(AddressPolicy.unrestricted(), names::resolve);
        inbox.enqueue(closeConnection());

        var deliveryAttempt = senderWith(guard)
                .send(messageTo("http://shop.example:" + inbox.url().getPort() + "/"));

        assertThat(deliveryAttempt.result()).isEqualTo(failed("the connection to the receiver broke"));
        assertThat(inbox.deliveries()).hasSize(1);
    }

    @Test
    void keepsTheInterruptFlag() {
        Thread.currentThread().interrupt();

        var result = send();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(failed("interrupted while sending"));
    }

    private DeliveryAttempt.Result send() {
        return sender.send(message()).result();
    }

    private DeliveryAttempt.Result sendToReceiverReplying(String text, String scheme) throws Exception {
        try (var receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var received = threads.submit(() -> {
                try (var connection = receiver.accept()) {
                    connection.getOutputStream().write(text.getBytes(US_ASCII));
                    return connection.getInputStream().readAllBytes();
                }
            });
            var deliveryAttempt = sender.send(messageTo(scheme + "://127.0.0.1:" + receiver.getLocalPort()));
            assertThat(received.get()).isNotEmpty();
            return deliveryAttempt.result();
        }
    }

    private WebhookSender senderWith(AddressGuard guard) {
        return new WebhookSender(guard, WebhookSender.Settings.defaults(), clock);
    }

    private WebhookSender senderWithTimeout(Duration timeout) {
        return new WebhookSender(unguarded, new WebhookSender.Settings(timeout), clock);
    }

    private WebhookMessage message() {
        return new WebhookMessage(ID, inboxUrl(), Optional.of(SECRET), PAYLOAD);
    }

    private static WebhookMessage messageTo(String url) {
        return new WebhookMessage(ID, new WebhookUrl(url), Optional.of(SECRET), PAYLOAD);
    }

    private WebhookUrl inboxUrl() {
        return new WebhookUrl(inbox.url().toString());
    }

    private static DeliveryAttempt.Result failed(String message) {
        return new DeliveryAttempt.Result.Retry(Optional.empty(), message, Optional.empty());
    }
}
