package dev.halftone.acceptance.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ImageHostFixture;
import dev.halftone.acceptance.ServerProcess;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.MockResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `submit --wait` while its server is killed, and while it is interrupted itself.
@Timeout(300)
class SubmitProcessTest {
    private static final int IMAGES = 20;
    private static final int SIGINT_EXIT = 130;
    private static final Pattern ID = Pattern.compile("^[0-9a-f]{32}$", Pattern.MULTILINE);

    /// The same before and after a restart, which the output URLs depend on.
    private static final String PUBLIC_URL = "--public-url=http://halftone.test";

    @TempDir
    private Path folder;

    private ImageHostFixture imageHost;
    private Path csv;

    @BeforeEach
    void start() throws IOException {
        imageHost = ImageHostFixture.halfGated(IMAGES);
        csv = Files.writeString(folder.resolve("products.csv"), imageHost.csv());
    }

    @Test
    void waitsWhileTheServerIsKilledAndStartedAgain() throws Exception {
        var out = folder.resolve("out");
        try (var _ = imageHost;
                var killed = launcher().serve(PUBLIC_URL);
                var submit = submit(killed.port(), "--out", out.toString())) {
            imageHost.host().awaitRequests(IMAGES / 2);
            killed.kill();
            Await.until(() -> submit.output().contains("waiting for it to come back"));

            try (var server = launcher().withPort(killed.port()).serve(PUBLIC_URL)) {
                imageHost.openGate();

                assertThat(submit.exitCode()).as(submit.output()).isZero();
                assertThat(server.client().get("/v1/requests").json().path("items"))
                        .hasSize(1);
                var output = server.request("/v1/requests/" + id(submit)).outputCsv();
                assertThat(out.resolve("output.csv")).hasContent(output);
                assertThat(output.lines()).hasSize(1 + IMAGES).noneMatch(line -> line.endsWith(","));
            }
            assertThat(submit.output()).contains(IMAGES + " images succeeded, 0 failed");
            try (var images = Files.list(out.resolve("images"))) {
                assertThat(images).hasSize(IMAGES).allMatch(SubmitProcessTest::isComplete);
            }
        }
    }

    @Test
    void saysOnCtrlCThatTheServerGoesOn() throws Exception {
        try (var _ = imageHost;
                var server = launcher().serve();
                var submit = submit(server.port(), "--wait")) {
            imageHost.host().awaitRequests(IMAGES / 2);
            Await.until(() -> ID.matcher(submit.output()).find());

            assertThat(submit.interrupt()).isEqualTo(SIGINT_EXIT);
            imageHost.openGate();

            assertThat(submit.output())
                    .contains("The server goes on with the request. To look at it: halftone requests show " + id(submit)
                            + " --server http://127.0.0.1:" + server.port());
            var ended = server.request("/v1/requests/" + id(submit)).awaitCompleted();
            assertThat(ended.json().at("/images/succeeded").asInt()).isEqualTo(IMAGES);
        }
    }

    @Test
    void saysWhatTheServerWaitsFor() throws Exception {
        imageHost.host().respondTo("/1.jpg", MockResponse.serviceUnavailable().retryAfter(Duration.ofMinutes(5)));
        imageHost.openGate();
        try (var _ = imageHost;
                var server = launcher().serve();
                var submit = submit(server.port(), "--wait")) {
            Await.until(() -> submit.output().contains(" for 127.0.0.1 to recover, next try in "));

            assertThat(submit.interrupt()).isEqualTo(SIGINT_EXIT);
        }
    }

    private ServerProcess.Launcher launcher() {
        return ServerProcess.in(folder);
    }

    private ServerProcess submit(int port, String... options) {
        var arguments = new ArrayList<>(List.of("submit", csv.toString(), "--server", "http://127.0.0.1:" + port));
        arguments.addAll(List.of(options));
        return launcher().start(arguments);
    }

    private static String id(ServerProcess submit) {
        var id = ID.matcher(submit.output());
        if (!id.find()) throw new AssertionError("no request id in: " + submit.output());
        return id.group();
    }

    private static boolean isComplete(Path image) {
        try {
            return ImageHostFixture.isComplete(Files.readAllBytes(image));
        } catch (IOException e) {
            return false;
        }
    }
}
