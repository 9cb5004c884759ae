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

/// A client of the HTTP API that uses one connection at a time.
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

    /// Uploads a CSV as the request body.
    ///
    /// @return the request's id
    public String upload(Path csv) throws IOException, InterruptedException {
        return post("text/csv", BodyPublishers.ofFile(csv));
    }

    /// Uploads a CSV as a multipart form, as browsers do.
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
        var request = HttpRequest.newBuilder(server.resolve("/v1/requests"))
                .header("Content-Type", type)
                .POST(body)
                .build();
        return json.readTree(send(request, ACCEPTED)).get("request_id").asString();
    }

    /// Reads the current status of a request.
    public Status status(String requestId) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.resolve("/v1/requests/" + requestId))
                .build();
        return Status.of(json.readTree(send(request, OK)));
    }

    private String send(HttpRequest request, int expectedStatus) throws IOException, InterruptedException {
        var response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() == expectedStatus) return response.body();
        throw new IllegalStateException(request.uri() + " returned " + response.statusCode() + ": " + response.body());
    }

    @Override
    public void close() {
        http.close();
    }

    /// Uploads a CSV and polls its status.
    ///
    /// @param pause between two requests. A short one costs the server something
    public record Poller(ApiClient apiClient, Duration pause) {

        /// Polls every 5 ms.
        public Poller(ApiClient apiClient) {
            this(apiClient, Duration.ofMillis(5));
        }

        /// The last status, and the time since the first byte of the upload.
        public record PollResult(Status status, Duration time) {}

        /// Polls until every image has ended.
        public PollResult uploadAndAwaitCompleted(Path csv) throws IOException, InterruptedException {
            return uploadAndPollUntil(csv, Status::completed);
        }

        public PollResult uploadAndPollUntil(Path csv, Predicate<Status> satisfied)
                throws IOException, InterruptedException {
            var start = System.nanoTime();
            var requestId = apiClient.upload(csv);
            var status = apiClient.status(requestId);
            while (!satisfied.test(status)) {
                Thread.sleep(pause);
                status = apiClient.status(requestId);
            }
            return new PollResult(status, Duration.ofNanos(System.nanoTime() - start));
        }

        /// Polls until every image has ended, and fails unless all of them succeeded.
        public Duration uploadAndAwaitSuccess(Path csv, int images) throws IOException, InterruptedException {
            var pollResult = uploadAndAwaitCompleted(csv);
            if (pollResult.status().succeeded() != images)
                throw new IllegalStateException(
                        pollResult.status() + " instead of " + images + " images that succeeded");
            return pollResult.time();
        }
    }

    /// The status of a request.
    ///
    /// @param succeeded images that succeeded so far
    /// @param failed images that failed so far
    public record Status(boolean completed, long succeeded, long failed) {

        static Status of(JsonNode body) {
            var images = body.get("images");
            return new Status(
                    body.get("status").asString().equals("completed"),
                    images.get("succeeded").asLong(),
                    images.get("failed").asLong());
        }
    }
}
