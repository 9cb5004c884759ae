package dev.halftone.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.halftone.testkit.WebhookInbox.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// An image service on the loopback address that works on nothing. It takes signed jobs, records them, and says of each
/// image what a test has set; by default, a small JPEG as `content`.
///
/// ```java
/// try (var service = MockImageService.start()) {
///     service.respondTo(shoe, MockResult.failedForNow("http_503", "busy"), MockResult.outputUrl(jpeg));
///     service.deliver(callbacks -> {
///         callbacks.send(callbacks.results().reversed());
///         callbacks.send(callbacks.results());
///     });
///     …
///     assertThat(service.log().jobs()).hasSize(2);
/// }
/// ```
public final class MockImageService implements AutoCloseable {
    private static final String JOBS = "/v1/jobs";
    private static final String OUTPUTS = "/outputs/";
    private static final JsonMapper JSON = new JsonMapper();

    private final WebhookKey jobKey = WebhookKey.random();
    private final WebhookKey callbackKey = WebhookKey.random();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Object> description = new ConcurrentHashMap<>();
    private final Deque<Reply> refusals = new ArrayDeque<>();
    private final JobLog log = new JobLog();
    private final ResultScript script;
    private final int port;

    private Optional<HttpServer> server;
    private Delivery delivery = callbacks -> callbacks.send(callbacks.results());
    private CountDownLatch receiptGate = new CountDownLatch(0);
    private int receiptsToLose;

    /// How the results of a job are sent: called once for each job, on a thread of its own.
    @FunctionalInterface
    public interface Delivery {
        void deliver(MockCallbacks callbacks) throws IOException, InterruptedException;
    }

    private MockImageService() {
        var started = listen(0);
        server = Optional.of(started);
        port = started.getAddress().getPort();
        script = new ResultScript(url() + OUTPUTS);
        describe("max_images_per_job", 1_000);
        describe("max_images_in_flight", 100_000);
    }

    /// Starts a service on a free port.
    public static MockImageService start() {
        return new MockImageService();
    }

    private HttpServer listen(int atPort) {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort), 0);
            started.createContext("/", this::handle);
            started.setExecutor(threads);
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Its address.
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Writes its secrets as the option `--image-service-secret` wants them.
    ///
    /// @return the file
    public Path writeSecrets(Path file) {
        try {
            return Files.write(file, List.of("jobs " + jobKey.text(), "callbacks " + callbackKey.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sets a field of what it says of itself at `GET /v1`.
    public void describe(String field, Object value) {
        description.put(field, value);
    }

    /// Sets the results of an image: one for each job that has it, in order; the last repeats.
    public void respondTo(String sourceUrl, MockResult first, MockResult... next) {
        script.respondTo(sourceUrl, first, next);
    }

    /// Sets the result of all other images, by source URL.
    public void respondToOthers(Function<String, MockResult> result) {
        script.respondToOthers(result);
    }

    /// Sets how results are sent. By default, all results of a job are in one callback.
    public synchronized void deliver(Delivery newDelivery) {
        delivery = newDelivery;
    }

    /// Sets the replies to the next jobs. It does not take those jobs.
    public synchronized void replyToJobs(Reply... replies) {
        refusals.addAll(List.of(replies));
    }

    /// Takes the next jobs, but closes the connections instead of replying.
    public synchronized void loseReceipts(int count) {
        receiptsToLose = count;
    }

    /// Takes the next jobs, but replies only when the test opens the gate.
    public synchronized void holdReceipts(CountDownLatch gate) {
        receiptGate = gate;
    }

    /// Forgets all jobs, as after the loss of a disk. Only their results that are being sent still are.
    public synchronized void forgetJobs() {
        log.forgetJobs();
    }

    /// Says `pending` of all images when asked, whatever it sends by callback.
    public void hideResults() {
        log.hideResults();
    }

    /// Refuses connections until [#comeBack].
    public synchronized void goAway() {
        server.ifPresent(running -> running.stop(0));
        server = Optional.empty();
    }

    /// Listens again. It still has its jobs.
    public synchronized void comeBack() {
        server = Optional.of(listen(port));
    }

    /// What clients have done so far.
    public JobLog log() {
        return log;
    }

    WebhookKey callbackKey() {
        return callbackKey;
    }

    HttpClient http() {
        return http;
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var reply = path.startsWith(OUTPUTS)
                ? script.output(path.substring(OUTPUTS.length()))
                : replyToSigned(exchange.getRequestMethod(), path, exchange);
        reply.send(exchange, closed);
    }

    private Reply replyToSigned(String method, String path, HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().getFirst()));
        if (!jobKey.verify(headers, body)) {
            log.recordUnsigned();
            return Reply.status(401);
        }
        if (path.equals("/v1")) return json(200, description);
        if (path.equals(JOBS) && method.equals("POST")) return take(ReceivedJob.parse(body));
        var jobId = path.substring(path.lastIndexOf('/') + 1);
        if (!method.equals("DELETE"))
            return log.tell(jobId)
                    .map(results -> json(200, Map.of("job_id", jobId, "images", results)))
                    .orElseGet(() -> Reply.status(404));
        log.delete(jobId);
        return Reply.status(204);
    }

    private synchronized Reply take(ReceivedJob job) {
        log.recordPost(job.jobId());
        if (!refusals.isEmpty()) return refusals.remove();
        var decision = log.take(job, script::results);
        if (decision == JobLog.Decision.ID_REUSED) return json(422, Map.of("code", "job_id_reused"));
        if (decision == JobLog.Decision.TAKEN) deliverResults(job);
        if (receiptsToLose-- > 0) return Reply.closeConnection();
        return json(202, receipt(job)).delayUntil(receiptGate);
    }

    private Map<String, Object> receipt(ReceivedJob job) {
        var rejected = log.results(job.jobId()).orElseThrow().stream()
                .filter(result -> result.path(MockResult.REJECTED).asBoolean(false))
                .toList();
        return Map.of("job_id", job.jobId(), "rejected", rejected);
    }

    private void deliverResults(ReceivedJob job) {
        var callbacks = new MockCallbacks(this, job, log.results(job.jobId()).orElseThrow());
        var today = delivery;
        threads.execute(() -> {
            try {
                today.deliver(callbacks);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static Reply json(int status, Object body) {
        return Reply.of(
                status, "application/json", JSON.writeValueAsString(body).getBytes(UTF_8));
    }

    /// Stops the service. Callbacks that are still being sent are given up.
    @Override
    public void close() {
        closed.countDown();
        goAway();
        http.shutdownNow();
        threads.shutdownNow();
        threads.close();
    }
}
