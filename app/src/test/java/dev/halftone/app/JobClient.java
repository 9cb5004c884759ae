package dev.halftone.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobResults;
import dev.halftone.engine.imageservice.ServiceJson;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.webhook.WebhookMessage.MessageId;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSigner.SignedHeaders;
import dev.halftone.imaging.Recipe;
import dev.halftone.testkit.WebhookInbox.Delivery;
import dev.halftone.testkit.api.ApiResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A client of an image service, which signs its requests.
public final class JobClient implements AutoCloseable {
    public static final Recipe RECIPE = Recipe.defaults();

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI address;
    private final ServiceSecrets secrets;
    private final HttpClient http = HttpClient.newHttpClient();

    /// A client of the service at a port of this machine.
    public JobClient(int port, ServiceSecrets secrets) {
        this.address = URI.create("http://127.0.0.1:" + port);
        this.secrets = secrets;
    }

    /// One random secret of each kind.
    public static ServiceSecrets randomSecrets() {
        return new ServiceSecrets(List.of(WebhookSecret.random()), List.of(WebhookSecret.random()));
    }

    /// Writes secrets as the option `--image-service-secret` wants them.
    ///
    /// @return the file
    public static Path write(ServiceSecrets secrets, Path file) throws IOException {
        return Files.write(
                file,
                List.of(
                        "jobs " + secrets.jobs().getFirst().text(),
                        "callbacks " + secrets.callbacks().getFirst().text()));
    }

    /// An image with the usual recipe.
    public static Job.Image image(String id, String url) {
        return new Job.Image(id, url, RECIPE);
    }

    /// A job that is due in ten minutes.
    public static Job job(String id, URI callback, Job.Image... images) {
        return new Job(id, callback.toString(), Instant.now().plus(Duration.ofMinutes(10)), List.of(images));
    }

    /// Hands a job over.
    public ApiResponse submit(Job job) {
        return submit(ServiceJson.write(job));
    }

    /// The same with any body.
    public ApiResponse submit(byte[] body) {
        return send("POST", "/v1/jobs", body);
    }

    /// The results of a job so far.
    public JobResults results(String jobId) {
        return results(get("/v1/jobs/" + jobId).response().body());
    }

    /// The results in a callback, whose signature is checked.
    public JobResults results(Delivery callback) {
        var body = callback.body().getBytes(UTF_8);
        var headers = new SignedHeaders(
                callback.header(SignedHeaders.ID).orElseThrow(),
                callback.header(SignedHeaders.TIMESTAMP).orElseThrow(),
                callback.header(SignedHeaders.SIGNATURE).orElseThrow());
        if (!secrets.verifyCallback(headers, body, Instant.now())) throw new AssertionError("forged: " + callback);
        return results(body);
    }

    private static JobResults results(byte[] body) {
        try {
            return ServiceJson.read(body, JobResults.class);
        } catch (ServiceJson.MalformedException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ApiResponse get(String path) {
        return send("GET", path, new byte[0]);
    }

    public ApiResponse delete(String path) {
        return send("DELETE", path, new byte[0]);
    }

    /// Sends a signed request.
    public ApiResponse send(String method, String path, byte[] body) {
        return send(method, path, body, sign(body, Instant.now()));
    }

    /// The signature of a request that is sent at this time.
    public SignedHeaders sign(byte[] body, Instant at) {
        return secrets.signJob(MessageId.random(), at, body);
    }

    /// Sends a request with any signature, or other headers: name, value, name, value.
    public ApiResponse send(String method, String path, byte[] body, SignedHeaders signed, String... headers) {
        var all = Stream.concat(
                Stream.of(
                        SignedHeaders.ID, signed.id(),
                        SignedHeaders.TIMESTAMP, signed.timestamp(),
                        SignedHeaders.SIGNATURE, signed.signature()),
                headers.length == 0 ? Stream.of("Content-Type", "application/json") : Stream.of(headers));
        return sendWith(method, path, body, all.toArray(String[]::new));
    }

    /// Sends a request without a signature.
    public ApiResponse sendWith(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(TIMEOUT)
                .method(method, BodyPublishers.ofByteArray(body))
                .headers(headers);
        try {
            return new ApiResponse(http.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
