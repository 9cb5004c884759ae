package dev.halftone.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.JavaCommand;
import dev.halftone.acceptance.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs all commands in README.md, in order, in a folder where `./halftone` is the real program.
///
/// Commands that build or take minutes (`./verify`, `./screenshots`, `./bench`) only print their usage or are
/// checked to exist. A test of the benchmarks checks the arguments of `./bench`.
class ReadmeTest {
    private static final MarkdownDocument PAGE = MarkdownDocument.at("README.md");
    private static final Pattern FENCE = Pattern.compile("^```([a-z]+)$", Pattern.MULTILINE);
    private static final String CURL = """
            curl() {
                command curl -sS --fail-with-body --retry 60 --retry-delay 1 --retry-connrefused "$@"
            }
            """;

    private final ExampleHosts exampleHosts = new ExampleHosts();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws IOException {
        var pidFile = folder.resolve("serving");
        if (Files.exists(pidFile))
            ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).ifPresent(server -> {
                server.destroy();
                server.onExit().join();
            });
        exampleHosts.close();
    }

    @Test
    void everyCommandRuns() throws IOException {
        ExternalTool.assumeInstalled("sh");
        ExternalTool.assumeInstalled("curl");
        writeCommands();
        var port = ExternalTool.freePort();

        var output = ExternalTool.run(folder, settings(port), "sh", "-euc", script(port))
                .requireSuccess();

        assertThat(output).contains("\"status\":\"completed\"", "event: finished", "allowed", "key of webshop");
        assertThat(folder.resolve("data/images")).isNotEmptyDirectory();
        assertThat(folder.resolve("output.csv")).content().contains("/processed_images/");
        assertThat(folder.resolve("result/output.csv")).content().contains("images/");
        assertThat(output).containsPattern(asPattern(PAGE.codeBlocks("text").getFirst()));
    }

    @Test
    void hasNoOtherCodeBlocks() {
        var languages = FENCE.matcher(PAGE.text()).results().map(fence -> fence.group(1));

        assertThat(languages.toList()).containsOnly("sh", "text").containsOnlyOnce("text");
        assertThat(PAGE.text().split("\n```", -1))
                .hasSize(1 + 2 * (PAGE.codeBlocks("sh").size() + 1));
    }

    /// Writes the files and commands that a reader has in the project's folder.
    private void writeCommands() throws IOException {
        Files.writeString(
                folder.resolve("products.csv"),
                "Serial Number,Product Name,Input Image URLs\n1001,Chair,%s\n".formatted(exampleHosts.imageUrl()));
        // The server outlives the script, so its process id is kept for the end of the test.
        writeCommand(
                "halftone",
                "[ \"$1\" != serve ] || echo $$ >serving\nexec " + quoted(JavaCommand.of(List.of(), List.of()))
                        + " \"$@\"");
        writeTarball();
        writeCommand("verify", "exec '" + ProjectFiles.file("verify") + "' --help");
        writeCommand("screenshots", "exec '" + ProjectFiles.file("screenshots") + "' --help");
        writeCommand("bench", "test -x '" + ProjectFiles.file("bench") + "'");
    }

    /// Packs the program in the way of the tarball that the README unpacks.
    private void writeTarball() {
        var unpacked = Pattern.compile("halftone-[^/]*(?=[.]tar[.]gz)").matcher(PAGE.text());
        assertThat(unpacked.find()).isTrue();
        ExternalTool.run(
                        folder,
                        "tar",
                        "-czf",
                        unpacked.group() + ".tar.gz",
                        "--transform",
                        "s:^:" + unpacked.group() + "/:",
                        "halftone")
                .requireSuccess();
    }

    private void writeCommand(String name, String script) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String quoted(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    /// Returns the settings that differ in a test: a free port, images on this machine, a demo that ends.
    private static Map<String, String> settings(int port) {
        return Map.of(
                "HALFTONE_PORT", Integer.toString(port),
                "HALFTONE_ALLOW_PRIVATE_NETWORKS", "true",
                "HALFTONE_EXIT", "true");
    }

    private String script(int port) {
        return CURL
                + String.join("", PAGE.codeBlocks("sh"))
                        .replace("http://localhost:8080", "http://127.0.0.1:" + port)
                        .replace("https://shop.example/hook", exampleHosts.webhookUrl())
                        .replace("https://shop.example/chair.jpg", exampleHosts.imageUrl());
    }

    /// Returns a pattern for a printed example. Numbers may differ, and so may anything that `…` stands for.
    private static Pattern asPattern(String example) {
        return Pattern.compile(Pattern.compile("[0-9a-f]*…|[0-9]+|[^0-9…]")
                .matcher(example.strip())
                .replaceAll(part -> Matcher.quoteReplacement(patternOf(part.group()))));
    }

    private static String patternOf(String part) {
        if (part.endsWith("…")) return ".*";
        return Character.isDigit(part.charAt(0)) ? "[0-9]+" : Pattern.quote(part);
    }
}
