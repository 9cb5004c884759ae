package dev.halftone.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.testkit.WebhookInbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of a request of 500 images.
class KillTest {
    private static final int IMAGES = 500;

    @TempDir
    private Path folder;

    @Test
    void aKilledServerGoesOnAndGivesWhatAnUndisturbedOneGives() throws Exception {
        try (var catalogue = new Catalogue(IMAGES);
                var inbox = new WebhookInbox()) {
            var request = accepted(catalogue.csv(), inbox);
            copy(folder.resolve("data"), folder.resolve("twin"));

            var disturbed = killedHalfWay(request, catalogue);
            var messages = inbox.await(1);
            var undisturbed = undisturbed(request);
            var all = inbox.await(messages.size() + 1);

            assertThat(disturbed).isEqualTo(undisturbed);
            assertThat(disturbed.lines()).hasSize(IMAGES + 1).noneMatch(line -> line.endsWith(","));
            assertThat(ids(messages)).hasSize(1);
            assertThat(ids(all)).hasSize(2);
        }
    }

    /// Takes the upload and does none of it, so that both runs begin from the same folder.
    private String accepted(String csv, WebhookInbox inbox) throws InterruptedException {
        try (var server = serve("data", "--roles", "api")) {
            var request = api(server).submit(csv, inbox.url().toString());
            assertThat(server.terminate()).isZero();
            return request;
        }
    }

    private String killedHalfWay(String request, Catalogue catalogue) throws InterruptedException {
        try (var server = serve("data")) {
            HalftoneProcess.await(() -> api(server).imagesDone(request) >= IMAGES / 4);
            server.kill();
        }
        catalogue.open();
        try (var server = serve("data")) {
            return output(server, request);
        }
    }

    private String undisturbed(String request) {
        try (var server = serve("twin")) {
            return output(server, request);
        }
    }

    private static String output(HalftoneProcess server, String request) {
        HalftoneProcess.await(() -> api(server).isCompleted(request));
        assertThat(api(server).status(request).path("images").path("succeeded").asInt())
                .isEqualTo(IMAGES);
        return api(server).get("/v1/requests/" + request + "/output.csv");
    }

    private HalftoneProcess serve(String data, String... more) {
        var arguments = new ArrayList<>(List.of(
                "serve",
                "--port",
                "0",
                "--data",
                folder.resolve(data).toString(),
                "--public-url",
                "http://halftone.test",
                "--allow-private-networks",
                // Pictures behind the door must not keep the others from their turn.
                "--per-host",
                "500",
                "--concurrency",
                "500"));
        arguments.addAll(List.of(more));
        return HalftoneProcess.start(folder, arguments.toArray(String[]::new)).awaitSaying("is ready");
    }

    private static Api api(HalftoneProcess server) {
        var said = server.said();
        var listening = said.substring(said.indexOf("listening on ") + "listening on ".length());
        return new Api(listening.lines().findFirst().orElseThrow().strip());
    }

    private static List<String> ids(List<WebhookInbox.Delivery> messages) {
        return messages.stream()
                .map(message -> message.header("webhook-id").orElseThrow())
                .distinct()
                .collect(Collectors.toList());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }
}
