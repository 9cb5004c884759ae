package dev.halftone.benchmarks.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One client of a server, on one connection at a time.
public final class ApiClient implements AutoCloseable {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final String BOUNDARY = "halftone-bench-boundary";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final JsonMapper json = new JsonMapper();
    private final URI server;

    public ApiClient(ServerProcess serverProcess) {
        this.server = serverProcess.address();
    }

    /// Uploads a CSV as it is.
    ///
    /// @return the request's id
    public String upload(Path csv) throws IOException, InterruptedException {
        return post("text/csv", BodyPublishers.ofFile(csv));
    }

    /// Uploads a CSV as browsers do.
    ///
    /// @return the request's id
    public String uploadForm(Path csv) throws IOException, InterruptedException {
        var head = """
                --%s\r
                Content-Disposition: form-data; name="file"; filename="products.csv"\r
                Content-Type: text/csv\r
                \r
                """.formatted(BOUNDARY);
        var body =
                BodyPublishers.concat(bytes(head), BodyPublishers.ofFile(csv), bytes("\r\n--" + BOUNDARY + "--\r\n"));
        return post("multipart/form-data; boundary=" + BOUNDARY, body);
    }

    private static BodyPublisher bytes(String text) {
        return BodyPublishers.ofByteArray(text.getBytes(UTF_8));
    }

    private String post(String type, BodyPublisher body) throws IOException, InterruptedException {
        var call = HttpRequest.newBuilder(server.resolve("/v1/requests"))
                .header("Content-Type", type)
                .POST(body)
                .build();
        return json.readTree(send(call, ACCEPTED)).get("request_id").asString();
    }

    /// How a request stands.
    public Status status(String request) throws IOException, InterruptedException {
        var call = HttpRequest.newBuilder(server.resolve("/v1/requests/" + request))
                .build();
        return Status.of(json.readTree(send(call, OK)));
    }

    private String send(HttpRequest call, int wanted) throws IOException, InterruptedException {
        var answer = http.send(call, BodyHandlers.ofString());
        if (answer.statusCode() == wanted) return answer.body();
        throw new IllegalStateException(call.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }

    @Override
    public void close() {
        http.close();
    }

    /// Somebody who uploads a CSV and looks every few milliseconds how it stands.
    public record Poller(ApiClient apiClient) {
        private static final Duration PAUSE = Duration.ofMillis(5);

        /// What the visitor saw at last, and how long that took from the first byte of the upload.
        public record PollResult(Status status, Duration time) {}

        /// Until every image has ended.
        public PollResult uploadAndAwaitCompleted(Path csv) throws IOException, InterruptedException {
            return uploadAndPollUntil(csv, Status::completed);
        }

        public PollResult uploadAndPollUntil(Path csv, Predicate<Status> satisfied)
                throws IOException, InterruptedException {
            var began = System.nanoTime();
            var request = apiClient.upload(csv);
            var status = apiClient.status(request);
            while (!satisfied.test(status)) {
                Thread.sleep(PAUSE);
                status = apiClient.status(request);
            }
            return new PollResult(status, Duration.ofNanos(System.nanoTime() - began));
        }

        /// Until every image has ended, and ended well.
        public Duration uploadAndAwaitSuccess(Path csv, int images) throws IOException, InterruptedException {
            var pollResult = uploadAndAwaitCompleted(csv);
            if (pollResult.status().succeeded() != images)
                throw new IllegalStateException(
                        pollResult.status() + " instead of " + images + " images that succeeded");
            return pollResult.time();
        }
    }

    /// How a request stands.
    ///
    /// @param succeeded of its images
    /// @param failed of its images
    public record Status(boolean completed, long succeeded, long failed) {

        static Status of(JsonNode answer) {
            var images = answer.get("images");
            return new Status(
                    answer.get("status").asString().equals("completed"),
                    images.get("succeeded").asLong(),
                    images.get("failed").asLong());
        }
    }
}
