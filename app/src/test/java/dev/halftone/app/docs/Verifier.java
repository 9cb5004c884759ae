package dev.halftone.app.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A receiver's `verify` as `docs/webhooks.md` has it in one language, and a program around it that says of each
/// message whether it is genuine.
enum Verifier {
    PYTHON("python", "webhooks.py", "receiver.py", """
            import sys
            from webhooks import verify

            secret, *words = sys.argv[1:]
            for message, timestamp, signature, file in zip(*[iter(words)] * 4):
                headers = {"webhook-id": message, "webhook-timestamp": timestamp, "webhook-signature": signature}
                print("genuine" if verify(secret, headers, open(file, "rb").read()) else "forged")
            """, "python3"),

    JAVASCRIPT("javascript", "webhooks.mjs", "receiver.mjs", """
            import { readFileSync } from "node:fs";
            import { verify } from "./webhooks.mjs";

            const [secret, ...words] = process.argv.slice(2);
            for (let i = 0; i < words.length; i += 4) {
              const headers = { "webhook-id": words[i], "webhook-timestamp": words[i + 1], "webhook-signature": words[i + 2] };
              console.log(verify(secret, headers, readFileSync(words[i + 3])) ? "genuine" : "forged");
            }
            """, "node"),

    JAVA(
            "java",
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

    PHP("php", "webhooks.php", "receiver.php", """
            <?php
            require 'webhooks.php';
            foreach (array_chunk(array_slice($argv, 2), 4) as [$message, $timestamp, $signature, $file]) {
                $headers = ['webhook-id' => $message, 'webhook-timestamp' => $timestamp, 'webhook-signature' => $signature];
                echo verify($argv[1], $headers, file_get_contents($file)) ? "genuine\\n" : "forged\\n";
            }
            """, "php");

    private final String fence;
    private final String file;
    private final String receiver;
    private final String receiverText;
    private final String program;

    Verifier(String fence, String file, String receiver, String receiverText, String program) {
        this.fence = fence;
        this.file = file;
        this.receiver = receiver;
        this.receiverText = receiverText;
        this.program = program;
    }

    /// A message as it came in.
    record Message(String id, String timestamp, String signature, String body) {}

    /// The program that the language needs; empty where the machine has none.
    Optional<Path> program() {
        return program.contains("/") ? Optional.of(Path.of(program)) : Program.find(program);
    }

    /// What the document's code says of each message: `genuine` or `forged`.
    List<String> verdicts(Path folder, String secret, List<Message> messages) throws IOException, InterruptedException {
        Files.writeString(folder.resolve(file), verify());
        Files.writeString(folder.resolve(receiver), receiverText);
        var command = new ArrayList<>(List.of(program().orElseThrow().toString(), receiver, secret));
        for (var message : messages) {
            var body = Files.writeString(folder.resolve("body" + command.size()), message.body());
            Stream.of(message.id(), message.timestamp(), message.signature(), body.toString())
                    .forEach(command::add);
        }
        return Program.run(folder, command).lines().toList();
    }

    private String verify() {
        return Document.at("docs/webhooks.md").blocks(fence).getFirst();
    }
}
