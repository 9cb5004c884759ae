package dev.halftone.testkit;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends the results of one job to its client, as a test wants them: late, in parts, twice, or with a false signature.
///
/// @param results of all images of the job that have one
public record MockCallbacks(MockImageService service, ReceivedJob job, List<JsonNode> results) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    public MockCallbacks {
        results = List.copyOf(results);
    }

    /// Sends some results in one callback, repeatedly until the client takes or refuses them.
    ///
    /// @return the status of the last response
    public int send(List<JsonNode> some) throws InterruptedException {
        service.log().recordAnswered(job.jobId(), some);
        while (true) {
            try {
                var status = send(body(some), service.callbackKey(), Instant.now());
                if (status < 500) return status;
            } catch (IOException e) {
                // The client is dead, or restarting.
            }
            Thread.sleep(PAUSE);
        }
    }

    /// The body of a callback about this job.
    public byte[] body(List<JsonNode> some) {
        return JSON.writeValueAsBytes(Map.of("job_id", job.jobId(), "images", some));
    }

    /// Sends any body once, signed at any time.
    ///
    /// @return the status of the response
    public int sendOnce(byte[] body, Instant signedAt) throws IOException, InterruptedException {
        return send(body, service.callbackKey(), signedAt);
    }

    /// Sends any body once, signed with a secret that the client does not know.
    ///
    /// @return the status of the response
    public int sendForged(byte[] body) throws IOException, InterruptedException {
        return send(body, WebhookKey.random(), Instant.now());
    }

    private int send(byte[] body, WebhookKey key, Instant signedAt) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(job.callbackUrl())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        key.sign(body, signedAt).forEach(request::header);
        return service.http().send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
