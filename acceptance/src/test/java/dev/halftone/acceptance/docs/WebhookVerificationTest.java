package dev.halftone.acceptance.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.ProjectFiles;
import dev.halftone.acceptance.docs.WebhookVerificationTest.Verifier.Message;
import dev.halftone.app.ServerFixture;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.webhook.WebhookMessage;
import dev.halftone.engine.webhook.WebhookSecret;
import dev.halftone.engine.webhook.WebhookSigner;
import dev.halftone.testkit.WebhookInbox;
import dev.halftone.testkit.WebhookInbox.Delivery;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/// Runs the verification code in `docs/examples` on a message that a server has sent.
class WebhookVerificationTest {
    @RegisterExtension
    static final ServerFixture server = ServerFixture.start(AddressPolicy.unrestricted());

    private static final WebhookSecret SECRET = WebhookSecret.random();
    private static final WebhookInbox INBOX = new WebhookInbox();

    @TempDir
    private Path folder;

    @BeforeAll
    static void send() {
        var url = URLEncoder.encode(INBOX.url().toString(), UTF_8);
        var secret = URLEncoder.encode(SECRET.text(), UTF_8);
        server.client().postCsv("/v1/requests?webhook_url=" + url + "&webhook_secret=" + secret, ServerFixture.CSV);
        INBOX.await(1);
    }

    @AfterAll
    static void close() {
        INBOX.close();
    }

    @ParameterizedTest
    @EnumSource
    void acceptsGenuineMessagesOnly(Verifier verifier) throws IOException {
        assumeTrue(verifier.program().isPresent(), verifier + " is not installed");
        var genuine = received();
        var altered = new Message(genuine.id(), genuine.timestamp(), genuine.signature(), genuine.body() + " ");
        var wrongSecret = signed(WebhookSecret.random(), Instant.now());
        var old = signed(SECRET, Instant.now().minus(Duration.ofMinutes(6)));
        var rotated = new Message(
                genuine.id(), genuine.timestamp(), wrongSecret.signature() + " " + genuine.signature(), genuine.body());
        var undated = new Message(genuine.id(), "today", genuine.signature(), genuine.body());

        var verdicts =
                verifier.verdicts(folder, SECRET.text(), List.of(genuine, altered, wrongSecret, old, rotated, undated));

        assertThat(verdicts).containsExactly("genuine", "forged", "forged", "forged", "genuine", "forged");
    }

    /// The order of fields may differ: receivers rely on their names only.
    @Test
    void showsTheFieldsOfAMessage() {
        var shown = new JsonMapper()
                .readTree(MarkdownDocument.at("docs/webhooks.md")
                        .codeBlocks("json")
                        .getFirst());
        var sent = new JsonMapper().readTree(received().body());

        assertThat(shown.propertyNames()).containsExactlyInAnyOrderElementsOf(sent.propertyNames());
        assertThat(shown.at("/data").propertyNames())
                .containsExactlyInAnyOrderElementsOf(sent.at("/data").propertyNames());
        for (var part : List.of("rows", "images", "bytes", "options", "webhook", "links"))
            assertThat(shown.at("/data/" + part).propertyNames())
                    .as(part)
                    .containsExactlyInAnyOrderElementsOf(
                            sent.at("/data/" + part).propertyNames());
    }

    private static Message received() {
        var delivery = INBOX.await(1).getFirst();
        return new Message(
                header(delivery, "webhook-id"),
                header(delivery, "webhook-timestamp"),
                header(delivery, "webhook-signature"),
                delivery.body());
    }

    private static String header(Delivery delivery, String name) {
        return delivery.header(name).orElseThrow();
    }

    private static Message signed(WebhookSecret secret, Instant at) {
        var body = received().body();
        var headers = new WebhookSigner(secret).sign(WebhookMessage.MessageId.random(), at, body.getBytes(UTF_8));
        return new Message(headers.id(), headers.timestamp(), headers.signature(), body);
    }

    /// The example of a function `verify` in one language, and a program that calls it for each message and prints
    /// whether it is genuine.
    enum Verifier {
        PYTHON("webhooks.py", "receiver.py", """
                import sys
                from webhooks import verify

                secret, *words = sys.argv[1:]
                for message, timestamp, signature, file in zip(*[iter(words)] * 4):
                    headers = {"webhook-id": message, "webhook-timestamp": timestamp, "webhook-signature": signature}
                    print("genuine" if verify(secret, headers, open(file, "rb").read()) else "forged")
                """, "python3"),

        JAVASCRIPT("webhooks.mjs", "receiver.mjs", """
                import { readFileSync } from "node:fs";
                import { verify } from "./webhooks.mjs";

                const [secret, ...words] = process.argv.slice(2);
                for (let i = 0; i < words.length; i += 4) {
                  const headers = { "webhook-id": words[i], "webhook-timestamp": words[i + 1], "webhook-signature": words[i + 2] };
                  console.log(verify(secret, headers, readFileSync(words[i + 3])) ? "genuine" : "forged");
                }
                """, "node"),

        JAVA(
                "Webhooks.java",
                "Receiver.java",
                """
                void main(String[] words) throws Exception {
                    for (var i = 1; i < words.length; i += 4) {
                        var headers = java.util.Map.of(
                                "webhook-id", words[i], "webhook-timestamp", words[i + 1], "webhook-signature", words[i + 2]);
                        var body = java.nio.file.Files.readAllBytes(java.nio.file.Path.of(words[i + 3]));
                        IO.println(Webhooks.verify(words[0], headers, body) ? "genuine" : "forged");
                    }
                }
                """,
                Path.of(System.getProperty("java.home"), "bin", "java").toString()),

        PHP("webhooks.php", "receiver.php", """
                <?php
                require 'webhooks.php';
                foreach (array_chunk(array_slice($argv, 2), 4) as [$message, $timestamp, $signature, $file]) {
                    $headers = ['webhook-id' => $message, 'webhook-timestamp' => $timestamp, 'webhook-signature' => $signature];
                    echo verify($argv[1], $headers, file_get_contents($file)) ? "genuine\\n" : "forged\\n";
                }
                """, "php");

        private final String file;
        private final String receiver;
        private final String receiverText;
        private final String program;

        Verifier(String file, String receiver, String receiverText, String program) {
            this.file = file;
            this.receiver = receiver;
            this.receiverText = receiverText;
            this.program = program;
        }

        /// A message as it was received.
        record Message(String id, String timestamp, String signature, String body) {}

        /// Returns the program that runs the language; empty if it is not installed.
        Optional<Path> program() {
            return program.contains("/") ? Optional.of(Path.of(program)) : ExternalTool.find(program);
        }

        /// Returns the verdict of the example on each message: `genuine` or `forged`.
        List<String> verdicts(Path folder, String secret, List<Message> messages) throws IOException {
            Files.copy(ProjectFiles.file("docs/examples/" + file), folder.resolve(file));
            Files.writeString(folder.resolve(receiver), receiverText);
            var command = new ArrayList<>(List.of(program().orElseThrow().toString(), receiver, secret));
            for (var message : messages) {
                var body = Files.writeString(folder.resolve("body" + command.size()), message.body());
                Stream.of(message.id(), message.timestamp(), message.signature(), body.toString())
                        .forEach(command::add);
            }
            return ExternalTool.standardOutput(folder, command).lines().toList();
        }
    }
}
