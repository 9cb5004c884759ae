package dev.halftone.engine.imageservice;

import dev.halftone.engine.imageservice.ServiceClient.Response.Malformed;
import dev.halftone.engine.imageservice.ServiceClient.Response.NotFound;
import dev.halftone.engine.imageservice.ServiceClient.Response.Ok;
import dev.halftone.engine.imageservice.ServiceClient.Response.Refused;
import dev.halftone.engine.imageservice.ServiceClient.Response.Unavailable;
import dev.halftone.engine.imageservice.ServiceJson.ServiceProblem;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.net.HttpStatus;
import dev.halftone.engine.net.NameResolver;
import dev.halftone.engine.net.NetworkErrors;
import dev.halftone.engine.net.RetryAfter;
import dev.halftone.engine.request.ProductVersion;
import dev.halftone.engine.webhook.WebhookMessage.MessageId;
import dev.halftone.engine.webhook.WebhookSigner.SignedHeaders;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/// Sends requests to an image service elsewhere. Each is signed, sent once, and not redirected. Blocks; thread-safe.
///
/// The service may be in a private network, because the operator has named it.
final class ServiceClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final MediaType JSON = MediaType.get("application/json");

    /// A day, so that a mistaken `Retry-After` cannot stop everything.
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final RemoteSettings settings;
    private final InstantSource clock;
    private final OkHttpClient client;

    ServiceClient(RemoteSettings settings, NameResolver resolver, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = new AddressGuard(AddressPolicy.unrestricted(), resolver)
                .guarded(new OkHttpClient.Builder())
                .fastFallback(false)
                .connectTimeout(CONNECT_TIMEOUT)
                .callTimeout(TIMEOUT)
                .build();
    }

    /// The response of the service.
    sealed interface Response<T> {

        record Ok<T>(T message) implements Response<T> {}

        record NotFound<T>(String why) implements Response<T> {}

        /// The same request would be refused again.
        record Refused<T>(ServiceProblem problem, String why) implements Response<T> {}

        /// Try again later. The service may or may not have received the request.
        ///
        /// @param retryAfter how long the service asked to wait, if it did
        record Unavailable<T>(String why, Optional<Duration> retryAfter) implements Response<T> {}

        /// A status of success with an invalid body.
        record Malformed<T>(String why) implements Response<T> {}
    }

    Response<JobReceipt> submit(Job job) {
        return exchange("POST", url("v1", "jobs"), ServiceJson.write(job), JobReceipt.class);
    }

    Response<JobResults> results(String jobId) {
        return exchange("GET", url("v1", "jobs", jobId), new byte[0], JobResults.class);
    }

    /// Asks for the limits of the service, and for a test of our callback URL if it offers one. The URL is in a
    /// header, because a service may not expect a query after `/v1`.
    Response<ServiceDescription> describe() {
        return exchange("GET", url("v1"), new byte[0], ServiceDescription.class);
    }

    /// Cancels a job.
    ///
    /// @return whether the service responded; if not, try again
    boolean delete(String jobId) {
        return !(exchange("DELETE", url("v1", "jobs", jobId), new byte[0], Void.class) instanceof Unavailable);
    }

    private HttpUrl url(String... segments) {
        var url = settings.url().newBuilder();
        for (var segment : segments) url.addPathSegment(segment);
        return url.build();
    }

    private <T> Response<T> exchange(String method, HttpUrl url, byte[] body, Class<T> type) {
        var signed = settings.secrets().signJob(MessageId.random(), clock.instant(), body);
        var request = new Request.Builder()
                .url(url)
                .method(method, method.equals("POST") ? RequestBody.create(body, JSON) : null)
                .header("User-Agent", ProductVersion.userAgent())
                .header("Accept-Encoding", "identity")
                .header(ServiceDescription.CALLBACK_URL, settings.callbackUrl())
                .header(SignedHeaders.ID, signed.id())
                .header(SignedHeaders.TIMESTAMP, signed.timestamp())
                .header(SignedHeaders.SIGNATURE, signed.signature())
                .build();
        try (var response = client.newCall(request).execute()) {
            return read(response, type);
        } catch (IOException e) {
            return new Unavailable<>(
                    "the image service could not be reached: " + NetworkErrors.explain(e, "the service"),
                    Optional.empty());
        }
    }

    private <T> Response<T> read(okhttp3.Response response, Class<T> type) throws IOException {
        var status = response.code();
        var body = response.peekBody(ServiceJson.MAX_CALLBACK_BYTES).bytes();
        if (HttpStatus.isSuccess(status)) return message(status, body, type);
        var problem = ServiceJson.problem(body);
        var why = "the image service answered " + status + problem.text();
        return switch (status) {
            case 404, 410 -> new NotFound<>(why);
            case 400, 413, 415, 422 -> new Refused<>(problem, why);
            default ->
                new Unavailable<>(
                        why,
                        RetryAfter.parse(response.headers(), clock.instant())
                                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
        };
    }

    private static <T> Response<T> message(int status, byte[] body, Class<T> type) {
        if (type == Void.class) return new Malformed<>("");
        try {
            return new Ok<>(ServiceJson.read(body, type));
        } catch (ServiceJson.MalformedException e) {
            return new Malformed<>(
                    "the image service answered %d with a body that makes no sense: %s".formatted(status, e.problem()));
        }
    }

    /// Closes idle connections.
    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
