package dev.halftone.acceptance.overload;

import static dev.halftone.testkit.MockResponse.image;
import static dev.halftone.testkit.MockResponse.tooManyRequests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.MockResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Image hosts that are slow, or claim to be busy, for the images of one owner.
@Tag("long")
@Timeout(300)
class SlowImageHostTest {
    private static final int HOSTS = 8;
    private static final int IMAGES_PER_HOST = 14;

    /// An eighth of the 128 transfers is kept for others.
    private static final int LARGEST_SHARE = 112;

    private static final int LARGEST_SHARE_OF_A_HOST = 14;

    /// Together the images need far more memory than there is.
    private static final byte[] LARGE = new byte[4_000_000];

    private static final MockResponse DRIPPING = image("image/jpeg", LARGE).byteAtATime(Duration.ofSeconds(1));

    @TempDir
    private static Path folder;

    private static AttackedServer server;

    private final List<ImageHost> hosts = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = AttackedServer.start(
                ServerProcess.in(folder), "--max-image-bytes=4MB", "--bytes-in-flight=12MB", "--max-attempts=1");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        hosts.forEach(ImageHost::close);
    }

    @Test
    void transfersThatDripDoNotHoldUpOthersAndEndWithTheirRequest() throws Exception {
        server.serveBystanderDuring(() -> {
            var request = server.attacker().submit(catalog(DRIPPING));
            Await.until(() -> requests() >= LARGEST_SHARE);
            return () -> server.attacker().delete(request);
        });

        server.awaitRecovery();
    }

    @Test
    void transfersThatDripEndByThemselves() {
        var request = server.attackerRequest(server.attacker().submit(catalog(DRIPPING)));

        request.awaitFinished();

        assertThat(request.failureCodes()).containsOnly("timed_out");
        server.awaitRecovery();
    }

    @Test
    void transfersThatDripLeaveRoomAtTheirOwnHost() throws Exception {
        var host = server.moveBystander();

        server.serveBystanderDuring(() -> {
            var request = server.attacker().submit(catalog(addImages(host, DRIPPING)));
            Await.until(() -> host.requests().size() == LARGEST_SHARE_OF_A_HOST);
            return () -> server.attacker().delete(request);
        });

        server.awaitRecovery();
    }

    @Test
    void largeImagesOfSlowHostsDoNotHoldUpOthers() throws Exception {
        var slow = image("image/jpeg", LARGE).inPieces(100_000, Duration.ofMillis(100));

        server.serveBystanderDuring(() -> {
            var request = server.attacker().submit(catalog(slow));
            Await.until(() -> requests() >= LARGEST_SHARE);
            return () -> server.attacker().delete(request);
        });

        server.awaitRecovery();
    }

    @Test
    void aHostThatAsksOneOwnerToWaitIsAskedForOthers() throws Exception {
        var host = server.moveBystander();
        var busy = tooManyRequests().retryAfter(Duration.ofHours(1));

        server.serveBystanderDuring(() -> {
            var request = server.attacker().submit(catalog(addImages(host, busy)));
            Await.until(() -> !host.requests().isEmpty());
            return () -> server.attacker().delete(request);
        });
    }

    private int requests() {
        return hosts.stream().mapToInt(host -> host.requests().size()).sum();
    }

    /// A catalogue of images at many hosts, which all give the same response.
    private String catalog(MockResponse response) {
        var urls = new ArrayList<String>();
        for (var i = 0; i < HOSTS; i++) {
            hosts.add(ImageHost.start());
            urls.addAll(addImages(hosts.getLast(), response));
        }
        return catalog(urls);
    }

    private static List<String> addImages(ImageHost host, MockResponse response) {
        return IntStream.range(0, IMAGES_PER_HOST)
                .mapToObj(number -> "/attack/" + number + ".jpg")
                .map(path -> host.respondTo(path, response).url(path))
                .toList();
    }

    private static String catalog(List<String> urls) {
        var csv = new StringBuilder(ImageHostFixture.HEADER);
        for (var i = 0; i < urls.size(); i++)
            csv.append(i + 1).append(",Product,").append(urls.get(i)).append('\n');
        return csv.toString();
    }
}
