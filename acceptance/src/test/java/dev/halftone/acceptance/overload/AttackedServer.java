package dev.halftone.acceptance.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.acceptance.SubmittedRequest;
import dev.halftone.app.ApiKeyFixture;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.ImageHost;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/// A server in a process of its own, with an attacker and a bystander. Each has an API key.
///
/// [#serveBystanderDuring] runs an attack. Meanwhile the bystander submits single images, each of which must end
/// within four times as long as it takes without an attack, or five seconds; and `/health/live` must respond within
/// two seconds. [#awaitRecovery] waits until threads, file descriptors and bytes in flight are what they were before.
final class AttackedServer implements AutoCloseable {
    private static final Duration ALWAYS_FAST_ENOUGH = Duration.ofSeconds(5);
    private static final Duration LIVENESS_TIMEOUT = Duration.ofSeconds(2);
    private static final int TIMES_SLOWER = 4;
    private static final int BYSTANDER_IMAGES = 3;
    private static final Pattern COMPUTED_HEAP = Pattern.compile("heap: at most ([0-9.]+) MB");
    private static final int MEGABYTE = 1_000_000;

    /// Pools that keep a few threads and descriptors for some time after any load.
    private static final int ALLOWED_GROWTH = 30;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerProcess server;
    private final String attackerKey;
    private final ApiClient attacker;
    private final ApiClient bystander;
    private final Duration timeAlone;
    private final Footprint before;
    private ImageHostFixture bystanderHost = new ImageHostFixture();

    private AttackedServer(ServerProcess server, String attackerKey, String bystanderKey) {
        this.server = server;
        this.attackerKey = attackerKey;
        this.attacker = ApiClient.withKey(server.port(), attackerKey);
        this.bystander = ApiClient.withKey(server.port(), bystanderKey);
        // The first image loads classes.
        submitBystanderImage();
        this.timeAlone = submitBystanderImage();
        this.before = footprint();
    }

    /// Starts the server.
    ///
    /// @param options of `serve`, in addition to the key file
    static AttackedServer start(ServerProcess.Launcher launcher, String... options) {
        var keys = ApiKeyFixture.in(launcher.folder());
        var attackerKey = keys.create("attacker").text();
        var bystanderKey = keys.create("bystander").text();
        var arguments = new ArrayList<>(List.of("--api-keys", keys.file().path().toString()));
        arguments.addAll(List.of(options));
        return new AttackedServer(
                launcher.withJvmOptions(jvmOptions(launcher)).serve(arguments.toArray(String[]::new)),
                attackerKey,
                bystanderKey);
    }

    /// With the log of the program, not that of the tests, because the server logs how much heap it needs.
    private static List<String> jvmOptions(ServerProcess.Launcher launcher) {
        var options = new ArrayList<>(launcher.jvmOptions());
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.add("-Dlogback.configurationFile=" + ProjectFiles.file("app/src/main/resources/logback.xml"));
        return options;
    }

    ServerProcess process() {
        return server;
    }

    /// A request of the attacker.
    ///
    /// @param path its path in the API, as [ApiClient#submit] returns it
    SubmittedRequest attackerRequest(String path) {
        return new SubmittedRequest(attacker, path);
    }

    /// The attacker's client of the API.
    ApiClient attacker() {
        return attacker;
    }

    /// Moves the bystander's images to another host, which no attack has touched yet.
    ImageHost moveBystander() {
        bystanderHost.close();
        bystanderHost = new ImageHostFixture();
        return bystanderHost.host();
    }

    /// The attacker's API key, for requests that no client of the API would send.
    String attackerKey() {
        return attackerKey;
    }

    /// Starts an attack, and checks that the bystander is served while it lasts.
    ///
    /// @param attack begins the attack, and returns how it is ended
    void serveBystanderDuring(Callable<? extends AutoCloseable> attack) throws Exception {
        try (var _ = attack.call()) {
            for (var i = 0; i < BYSTANDER_IMAGES; i++) {
                assertAlive();
                assertThat(submitBystanderImage()).isLessThan(allowedTime());
            }
            assertAlive();
        }
        assertThat(server.isAlive()).isTrue();
        assertThat(server.output()).doesNotContain("OutOfMemoryError");
    }

    private Duration allowedTime() {
        return Collections.max(List.of(timeAlone.multipliedBy(TIMES_SLOWER), ALWAYS_FAST_ENOUGH));
    }

    /// Checks that the server responds to `/health/live` in time.
    void assertAlive() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/health/live"))
                .timeout(LIVENESS_TIMEOUT)
                .build();
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    /// Checks that what garbage collections have left on the heap was never more than the server has computed
    /// at its start.
    void assertHeapWithinComputed() {
        var live = gauge(bystander.get("/metrics").text(), "jvm_gc_live_data_size_bytes");
        var computed = COMPUTED_HEAP.matcher(server.output());
        assertThat(computed.find()).as(server.output()).isTrue();
        assertThat(live).isLessThan((long) (Double.parseDouble(computed.group(1)) * MEGABYTE));
    }

    private Duration submitBystanderImage() {
        var begun = System.nanoTime();
        var request = new SubmittedRequest(bystander, bystander.submit(bystanderHost.catalog(1)));
        assertThat(request.awaitCompleted().field("/images/succeeded")).isEqualTo("1");
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Waits until the server holds no more than before the attack.
    void awaitRecovery() {
        Await.until(this::footprint, now -> now.isAtMost(before));
    }

    /// What the server holds now.
    private Footprint footprint() {
        var metrics = bystander.get("/metrics").text();
        return new Footprint(
                count("/proc/" + server.pid() + "/task"),
                count("/proc/" + server.pid() + "/fd"),
                gauge(metrics, "halftone_bytes_in_flight_bytes"));
    }

    private static int count(String folder) {
        try (var entries = Files.list(Path.of(folder))) {
            return (int) entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long gauge(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /// What a process holds.
    ///
    /// @param threads of the operating system
    /// @param files open file descriptors, connections among them
    /// @param bytes of images in memory
    private record Footprint(int threads, int files, long bytes) {
        boolean isAtMost(Footprint before) {
            return threads <= before.threads + ALLOWED_GROWTH
                    && files <= before.files + ALLOWED_GROWTH
                    && bytes <= before.bytes;
        }
    }

    @Override
    public void close() {
        http.close();
        attacker.close();
        bystander.close();
        server.close();
        bystanderHost.close();
    }
}
