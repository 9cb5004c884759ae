package dev.halftone.acceptance.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.app.ServerFixture;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.webhook.DeliveryAttempt;
import dev.halftone.engine.webhook.DeliverySchedule;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Checks `docs/webhooks.md`: the schedule of retries, the messages of attempts, and the example receiver.
class WebhookDocumentTest {
    private static final MarkdownDocument PAGE = MarkdownDocument.at("docs/webhooks.md");

    @TempDir
    private Path folder;

    @Test
    void showsTheScheduleOfRetries() {
        var schedule = new DeliverySchedule(() -> 0);
        var failed = new DeliveryAttempt.Result.Retry(Optional.empty(), "no answer in time", Optional.empty());
        var waits = IntStream.rangeClosed(1, 7)
                .mapToObj(
                        made -> schedule.nextDelay(made, failed, Duration.ZERO).orElseThrow())
                .map(WebhookDocumentTest::format)
                .toList();

        assertThat(PAGE.section("Retries"))
                .contains("After %s and %s, then every %s,"
                        .formatted(String.join(", ", waits.subList(0, 5)), waits.get(5), waits.get(6)));
    }

    private static String format(Duration wait) {
        if (wait.toMinutes() == 0) return wait.toSeconds() + " s";
        return wait.toHours() == 0 ? wait.toMinutes() + " min" : wait.toHours() + " h";
    }

    @Test
    void explainsOnlyMessagesInTheCode() {
        var code = Stream.of("/engine/webhook/", "/engine/net/", "/engine/task/")
                .flatMap(ProjectFiles::javaSources)
                .map(ProjectFiles::read)
                .collect(Collectors.joining());

        var messageParts = PAGE.firstCells("`message` in the attempts").stream()
                .map(cell -> cell.replaceAll(".*`(.+)`.*", "$1"))
                .flatMap(message -> Stream.of(message.split("[0-9]+|…", -1)));

        assertThat(messageParts)
                .isNotEmpty()
                .allSatisfy(part -> assertThat(code).contains(part));
    }

    @Test
    void exampleReceiverVerifiesMessages() throws Exception {
        ExternalTool.assumeInstalled("python3");
        for (var example : new String[] {"webhooks.py", "receiver.py"})
            Files.copy(ProjectFiles.file("docs/examples/" + example), folder.resolve(example));
        var secret = WebhookSecret.random().text();
        var port = ExternalTool.freePort();
        var receiver = startReceiver(secret, port);

        try (var server = ServerFixture.start(AddressPolicy.unrestricted())) {
            Await.until(() -> ExternalTool.isListening(port));
            server.client().postCsv("/v1/requests?" + options(port, secret), ServerFixture.CSV);
            server.client()
                    .postCsv(
                            "/v1/requests?"
                                    + options(port, WebhookSecret.random().text()),
                            ServerFixture.CSV);

            Await.until(() -> verdicts().size() == 2);
        } finally {
            receiver.destroy();
            receiver.waitFor();
        }
        assertThat(verdicts()).containsExactlyInAnyOrder("genuine", "forged");
    }

    private Process startReceiver(String secret, int port) throws IOException {
        var builder = new ProcessBuilder("python3", "receiver.py")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("receiver-output.txt").toFile());
        builder.environment().put("SECRET", secret);
        builder.environment().put("PORT", Integer.toString(port));
        return builder.start();
    }

    private static String options(int port, String secret) {
        var url = URLEncoder.encode("http://127.0.0.1:" + port + "/hook", UTF_8);
        return "webhook_url=" + url + "&webhook_secret=" + URLEncoder.encode(secret, UTF_8);
    }

    /// Returns the verdict on each message: the first word of a line. The receiver also prints the message and
    /// a log.
    private List<String> verdicts() {
        return ProjectFiles.read(folder.resolve("receiver-output.txt"))
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(word -> word.equals("genuine") || word.equals("forged"))
                .toList();
    }
}
