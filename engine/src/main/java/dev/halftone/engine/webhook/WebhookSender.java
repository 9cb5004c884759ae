package dev.halftone.engine.webhook;

import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.net.NetworkErrors;
import dev.halftone.engine.net.RetryAfter;
import dev.halftone.engine.request.ProductVersion;
import dev.halftone.engine.request.Tracing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/// Sends messages with one POST for each attempt. Blocks; thread-safe.
///
/// 1. The address guard checks every address that is connected to.
/// 2. Each attempt is signed with its own time. The message's id stays the same.
/// 3. Only the status counts. Redirects are not followed, and at most 64 kB of the response are read.
public final class WebhookSender {
    private static final long MAX_READ = 64 * 1024;

    /// The longest target of a redirect in the delivery log, in characters.
    private static final int MAX_TARGET = 200;

    private final OkHttpClient client;
    private final InstantSource clock;

    public WebhookSender(AddressGuard guard, Settings settings, InstantSource clock) {
        this.client = client(guard, settings);
        this.clock = clock;
    }

    private static OkHttpClient client(AddressGuard guard, Settings settings) {
        var client = new OkHttpClient.Builder()
                .callTimeout(settings.timeout())
                // Try a host's addresses one after the other; a dead one leaves time for two more. When OkHttp
                // races them, an undeclared InterruptedException can escape (square/okhttp issue 9014).
                .fastFallback(false)
                .connectTimeout(settings.timeout().dividedBy(3))
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                // Messages to one receiver are hours apart, so no connection is worth keeping.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS));
        return guard.guarded(client).build();
    }

    /// Makes one attempt. If the thread is interrupted, the result is [DeliveryAttempt.Result.Retry] and
    /// the interrupt flag stays set.
    public DeliveryAttempt send(WebhookMessage message) {
        var at = clock.instant();
        var result = traced(message, at);
        return new DeliveryAttempt(at, Duration.between(at, clock.instant()), result);
    }

    private DeliveryAttempt.Result traced(WebhookMessage message, Instant at) {
        var url = message.url().toHttpUrl();
        try (var span = Tracing.current().client("POST")) {
            span.with("http.request.method", "POST")
                    .with("server.address", url.host())
                    .with("server.port", url.port());
            var result = send(request(message, at, span.traceparent()));
            result.status().ifPresent(status -> span.with("http.response.status_code", status));
            if (!(result instanceof DeliveryAttempt.Result.Delivered))
                span.failed(result.status().map(String::valueOf).orElse("no_response"));
            return result;
        }
    }

    private static Request request(WebhookMessage message, Instant at, Optional<String> traceparent) {
        var body = message.payload().bytes();
        var request = new Request.Builder()
                .url(message.url().toHttpUrl())
                .post(new OneShotJsonBody(body))
                .header("User-Agent", ProductVersion.userAgent())
                // Otherwise OkHttp would request gzip and buffer a gzip header of any length.
                .header("Accept-Encoding", "identity")
                .header(WebhookSigner.SignedHeaders.ID, message.id().text())
                .header(WebhookSigner.SignedHeaders.TIMESTAMP, Long.toString(at.getEpochSecond()));
        message.secret()
                .map(secret -> new WebhookSigner(secret).sign(message.id(), at, body))
                .ifPresent(signed -> request.header(WebhookSigner.SignedHeaders.SIGNATURE, signed.signature()));
        traceparent.ifPresent(parent -> request.header("traceparent", parent));
        return request.build();
    }

    private DeliveryAttempt.Result send(Request request) {
        var call = client.newCall(request);
        try (var response = call.execute()) {
            readSome(response);
            // Closing a response reads on for a while, unless the call is cancelled.
            call.cancel();
            return result(response);
        } catch (IOException e) {
            return new DeliveryAttempt.Result.Retry(Optional.empty(), explain(e), Optional.empty());
        }
    }

    /// Reads a part of the response: a receiver whose response is cut off may think that the message was lost.
    private static void readSome(Response response) {
        try {
            response.peekBody(MAX_READ);
        } catch (IOException e) {
            // The status has arrived, and only that counts.
        }
    }

    private DeliveryAttempt.Result result(Response response) {
        var status = response.code();
        if (HttpStatus.isSuccess(status)) return new DeliveryAttempt.Result.Delivered(status);
        if (status == HttpStatus.GONE) return new DeliveryAttempt.Result.Gone();
        var message = "the receiver answered " + status + (HttpStatus.isRedirect(status) ? redirect(response) : "");
        var retryAfter = RetryAfter.parse(response.headers(), clock.instant());
        return new DeliveryAttempt.Result.Retry(Optional.of(status), message, retryAfter);
    }

    private static String redirect(Response response) {
        return Optional.ofNullable(response.header("Location"))
                        .map(location -> " with a redirect to " + target(response, location))
                        .orElse("")
                + ", and redirects are not followed";
    }

    /// Where a redirect points, without user name, query and fragment, which may hold a secret. OkHttp escapes
    /// everything but printable ASCII.
    private static String target(Response response, String location) {
        var url = response.request().url().resolve(location);
        if (url == null) return "something that is not an http or https URL";
        var target = url.newBuilder()
                .username("")
                .password("")
                .query(null)
                .fragment(null)
                .toString();
        return target.length() > MAX_TARGET ? target.substring(0, MAX_TARGET) + "…" : target;
    }

    private static String explain(IOException e) {
        if (Thread.currentThread().isInterrupted()) return "interrupted while sending";
        return NetworkErrors.explain(e, "the receiver");
    }

    /// A JSON body that OkHttp must not resend automatically, as it would to the host's next address after
    /// a lost connection. Only the delivery schedule decides when to send again.
    static final class OneShotJsonBody extends RequestBody {
        private static final MediaType JSON = MediaType.get("application/json");

        private final byte[] bytes;

        OneShotJsonBody(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return bytes.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(bytes);
        }
    }

    /// The settings of the sender.
    ///
    /// @param timeout the limit from connecting to the end of the response
    public record Settings(Duration timeout) {
        public Settings {
            if (!timeout.isPositive()) {
                throw new IllegalArgumentException("webhook-timeout must be positive, not " + timeout);
            }
        }

        /// 15 seconds.
        public static Settings defaults() {
            return new Settings(Duration.ofSeconds(15));
        }
    }
}
