package dev.halftone.acceptance.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.FreePort;
import dev.halftone.app.ServerFixture;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.webhook.DeliveryAttempt;
import dev.halftone.engine.webhook.DeliverySchedule;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
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

/// What else `docs/webhooks.md` tells: when a message comes again, what the attempts say, and a receiver to try.
class WebhookDocumentTest {
    private static final MarkdownDocument PAGE = MarkdownDocument.at("docs/webhooks.md");

    @TempDir
    private Path folder;

    @Test
    void saysWhenAMessageComesAgain() {
        var schedule = new DeliverySchedule(() -> 0);
        var failed = new DeliveryAttempt.Result.Retry(Optional.empty(), "no answer in time", Optional.empty());
        var waits = IntStream.rangeClosed(1, 6)
                .mapToObj(
                        made -> schedule.nextDelay(made, failed, Duration.ZERO).orElseThrow())
                .map(WebhookDocumentTest::format)
                .toList();

        var table = PAGE.section("Retries").lines().filter(line -> line.matches("\\| [0-9].*"));

        assertThat(table)
                .containsExactlyElementsOf(IntStream.range(0, waits.size())
                        .mapToObj(wait -> "| %d | %s |".formatted(wait + 2, waits.get(wait)))
                        .toList());
    }

    private static String format(Duration wait) {
        if (wait.toMinutes() == 0) return wait.toSeconds() + " s";
        return wait.toHours() == 0 ? wait.toMinutes() + " min" : wait.toHours() + " h";
    }

    @Test
    void explainsMessagesThatAttemptsHave() {
        var code = Stream.of("/engine/webhook/", "/engine/address/")
                .flatMap(MarkdownDocument::javaSources)
                .map(WebhookDocumentTest::read)
                .collect(Collectors.joining());

        var words = PAGE.firstCells("`message` in the attempts").stream()
                .map(cell -> cell.replaceAll(".*`(.+)`.*", "$1"))
                .flatMap(message -> Stream.of(message.split("[0-9]+", -1)));

        assertThat(words).isNotEmpty().allSatisfy(part -> assertThat(code).contains(part));
    }

    @Test
    void hasAReceiverToTry() throws Exception {
        var python = Program.find("python3");
        assumeTrue(python.isPresent(), "this machine has no python3");
        var blocks = PAGE.codeBlocks("python");
        Files.writeString(folder.resolve("webhooks.py"), blocks.get(0));
        Files.writeString(folder.resolve("receiver.py"), blocks.get(1));
        var secret = WebhookSecret.random().text();
        var port = FreePort.find();
        var receiver = receiver(python.get(), secret, port);

        try (var server = ServerFixture.start(AddressPolicy.unrestricted())) {
            Await.until(() -> isListening(port));
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

    private Process receiver(Path python, String secret, int port) throws IOException {
        var builder = new ProcessBuilder(python.toString(), "receiver.py")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("SECRET", secret);
        builder.environment().put("PORT", Integer.toString(port));
        return builder.start();
    }

    private static String options(int port, String secret) {
        var url = URLEncoder.encode("http://127.0.0.1:" + port + "/hook", UTF_8);
        return "webhook_url=" + url + "&webhook_secret=" + URLEncoder.encode(secret, UTF_8);
    }

    /// The first word of what it says of each message; the rest are the message and the server's log.
    private List<String> verdicts() {
        return read(folder.resolve("said"))
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(word -> word.equals("genuine") || word.equals("forged"))
                .toList();
    }

    private static boolean isListening(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
