package dev.halftone.benchmarks.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halftone.benchmarks.harness.Workspace;
import dev.halftone.engine.imageservice.Job;
import dev.halftone.engine.imageservice.JobReceipt;
import dev.halftone.engine.imageservice.ServiceJson;
import dev.halftone.engine.imageservice.ServiceSecrets;
import dev.halftone.engine.webhook.WebhookMessage.MessageId;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An image service that only answers: each job gets one callback, with the same image for all, or with none. It runs
/// in this process, so its work is not part of the server's.
final class AnsweringService implements AutoCloseable {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final Map<String, Integer> DESCRIPTION =
            Map.of("max_images_per_job", 1_000, "max_images_in_flight", 10_000);

    private final ServiceSecrets secrets =
            new ServiceSecrets(List.of(WebhookSecret.random()), List.of(WebhookSecret.random()));
    private final ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Object> answer;
    private final HttpServer server;

    /// Starts it.
    ///
    /// @param image the result of every image
    AnsweringService(ImageBytes image) throws IOException {
        this(Map.of("status", "succeeded", "content", image.array()));
    }

    private AnsweringService(Map<String, Object> answer) throws IOException {
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /// Starts one that refuses every image.
    static AnsweringService refusing() throws IOException {
        return new AnsweringService(Map.of("status", "failed", "code", "not_an_image", "message", "refused"));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Writes its secrets for the server.
    Path writeSecrets(Workspace workspace) throws IOException {
        var lines = List.of(
                "jobs " + secrets.jobs().getFirst().text(),
                "callbacks " + secrets.callbacks().getFirst().text());
        return Files.write(workspace.folder().resolve("secrets"), lines);
    }

    /// Fails unless every callback was taken.
    void requireNoProblem() {
        if (!problems.isEmpty()) throw new IllegalStateException("the image service: " + problems.peek());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
                var job = ServiceJson.read(body, Job.class);
                respond(exchange, ACCEPTED, new JobReceipt(job.jobId(), List.of()));
                threads.execute(() -> callBack(job));
            } else {
                respond(exchange, OK, DESCRIPTION);
            }
        }
    }

    private static void respond(HttpExchange exchange, int status, Object message) throws IOException {
        var body = ServiceJson.write(message);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void callBack(Job job) {
        var results = job.images().stream().map(this::result).toList();
        var body = ServiceJson.write(Map.of("job_id", job.jobId(), "images", results));
        var signed = secrets.signCallback(MessageId.random(), Instant.now(), body);
        var request = HttpRequest.newBuilder(URI.create(job.callbackUrl()))
                .header("Content-Type", "application/json")
                .header("webhook-id", signed.id())
                .header("webhook-timestamp", signed.timestamp())
                .header("webhook-signature", signed.signature())
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != OK) problems.add(response.statusCode() + ": " + response.body());
        } catch (IOException e) {
            problems.add("no response to a callback: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> result(Job.Image source) {
        var result = new HashMap<>(answer);
        result.put("image_id", source.imageId());
        return result;
    }

    @Override
    public void close() {
        server.stop(0);
        http.shutdownNow();
        threads.shutdownNow();
        threads.close();
    }
}
