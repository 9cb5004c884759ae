package dev.halftone.acceptance.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.S3Server;
import dev.halftone.testkit.TcpProxy;
import dev.halftone.testkit.WebhookInbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Nodes die, the database restarts, the bucket refuses: nothing is lost, and nothing is done twice that can be seen.
@Timeout(600)
class ClusterFaultTest {
    private static final int IMAGES = 1_000;

    /// Images that the test holds back do not time out.
    private static final String PATIENT = "--fetch-timeout=5m";

    private static final Pattern OUTPUT_URL =
            Pattern.compile("http://halftone\\.test/processed_images/([0-9a-f]+\\.jpg)");

    @TempDir
    private Path folder;

    @Test
    void outputIsThatOfAnUndisturbedRun() throws Exception {
        var gate = new CountDownLatch(1);
        try (var cluster = Cluster.in(folder);
                var imageHost = new ImageHostFixture();
                var inbox = new WebhookInbox()) {
            imageHost.catalog(IMAGES / 2);
            imageHost.catalog(IMAGES / 2, gate);
            var first = cluster.node("first", "api", PATIENT);
            var path = SubmittedRequest.submit(first.client(), imageHost.csv(), inbox.url())
                    .path();
            first.kill();

            var worker = cluster.node("worker", "worker", PATIENT);
            var last = cluster.node("last", "api,worker", PATIENT);
            var request = last.request(path);
            Await.until(() -> request.imagesDone() >= IMAGES / 20);
            cluster.bucket().fail(503, "SlowDown");
            awaitPuts(cluster.bucket(), 20);
            Await.until(() -> last.client().get("/health/ready").status() == 503);
            cluster.bucket().recover();
            Await.until(() -> request.imagesDone() >= IMAGES / 10);
            worker.kill();
            Await.until(() -> request.imagesDone() >= IMAGES / 4);
            cluster.restartDatabase();
            gate.countDown();
            request.awaitCompleted();

            var undisturbed = SubmittedRequest.submit(last.client(), imageHost.csv(), inbox.url());
            undisturbed.awaitCompleted();

            assertThat(request.imagesSucceeded()).isEqualTo(IMAGES);
            assertThat(withImages(request, cluster.bucket())).isEqualTo(withImages(undisturbed, cluster.bucket()));
            assertThat(messages(inbox))
                    .containsOnlyKeys(path, undisturbed.path())
                    .allSatisfy((_, ids) -> assertThat(ids).hasSize(1));

            last.client().delete(path);
            last.client().delete(undisturbed.path());
            Await.until(() -> cluster.bucket().keys().isEmpty());
        }
    }

    @Test
    void nodeCutOffFromTheBucketGivesItsWorkBack() throws Exception {
        var gate = new CountDownLatch(1);
        try (var cluster = Cluster.in(folder);
                var proxy = TcpProxy.to(URI.create(cluster.bucket().endpoint()).getPort());
                var imageHost = new ImageHostFixture()) {
            var cutOff = cluster.node("cut-off", "api,worker", "--s3-endpoint=http://127.0.0.1:" + proxy.port());
            var path = cutOff.client().submit(imageHost.catalog(20, gate));
            imageHost.host().awaitRequests(10);
            var other = cluster.node("other", "api,worker");
            proxy.goSilent();
            gate.countDown();

            other.request(path).awaitCompleted();

            assertThat(other.request(path).imagesSucceeded()).isEqualTo(20);
            assertThat(cutOff.client().get("/health/ready").status()).isEqualTo(503);
        }
    }

    /// Waits until the bucket has refused a number of images.
    private static void awaitPuts(S3Server bucket, int count) {
        var before = puts(bucket);
        Await.until(() -> puts(bucket) >= before + count);
    }

    private static long puts(S3Server bucket) {
        return bucket.calls().getOrDefault("PutObject", 0L);
    }

    /// The output, with the bytes of each image in place of its name.
    private static String withImages(SubmittedRequest request, S3Server bucket) {
        return OUTPUT_URL
                .matcher(request.outputCsv())
                .replaceAll(url -> Base64.getEncoder().encodeToString(bucket.bytes("shop/images/" + url.group(1))));
    }

    /// The webhook ids of the deliveries of each request, by its path.
    private static Map<String, Set<String>> messages(WebhookInbox inbox) {
        return inbox.await(2).stream()
                .collect(groupingBy(
                        delivery -> "/v1/requests/" + requestId(delivery),
                        mapping(delivery -> delivery.header("webhook-id").orElseThrow(), toSet())));
    }

    private static String requestId(WebhookInbox.Delivery delivery) {
        return new JsonMapper().readTree(delivery.body()).at("/data/request_id").asString();
    }
}
