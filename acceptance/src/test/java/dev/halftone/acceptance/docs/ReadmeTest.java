package dev.halftone.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.acceptance.ExternalTool;
import dev.halftone.acceptance.FreePort;
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

/// Runs what README.md shows, from its first line to its last, in a folder where `./halftone` is the real program. What
/// builds or takes minutes (`./verify`, `./screenshots`, `./bench`) is there and only says what it can; that `./bench`
/// takes what the page says is a test of the benchmarks' own.
class ReadmeTest {
    private static final String PAGE = "README.md";
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
        var serving = folder.resolve("serving");
        if (Files.exists(serving))
            ProcessHandle.of(Long.parseLong(Files.readString(serving).strip())).ifPresent(server -> {
                server.destroy();
                server.onExit().join();
            });
        exampleHosts.close();
    }

    @Test
    void everyBlockOfItRuns() throws IOException {
        ExternalTool.assumeInstalled("sh");
        ExternalTool.assumeInstalled("curl");
        writeCommands();
        var port = FreePort.find();

        var said = ExternalTool.run(folder, settings(port), "sh", "-euc", script(port))
                .requireSuccess();

        assertThat(said).contains("\"status\":\"completed\"", "event: finished", "allowed", "key of webshop");
        assertThat(folder.resolve("data/images")).isNotEmptyDirectory();
        assertThat(folder.resolve("output.csv")).content().contains("/processed_images/");
        assertThat(folder.resolve("result/output.csv")).content().contains("images/");
        assertThat(said)
                .containsPattern(asPattern(ProjectFiles.codeBlocks(PAGE, "text").getFirst()));
    }

    @Test
    void hasNoBlocksButThose() {
        var languages = FENCE.matcher(ProjectFiles.text(PAGE)).results().map(fence -> fence.group(1));

        assertThat(languages.toList()).containsOnly("sh", "text").containsOnlyOnce("text");
        assertThat(ProjectFiles.text(PAGE).split("\n```", -1))
                .hasSize(1 + 2 * (ProjectFiles.codeBlocks(PAGE, "sh").size() + 1));
    }

    /// Puts into the folder what its reader has in the project's.
    private void writeCommands() throws IOException {
        Files.writeString(
                folder.resolve("products.csv"),
                "Serial Number,Product Name,Input Image URLs\n1001,Chair,%s\n".formatted(exampleHosts.imageUrl()));
        // The server outlives the script, and says who it is.
        command(
                "halftone",
                "[ \"$1\" != serve ] || echo $$ >serving\nexec " + quoted(JavaCommand.of(List.of(), List.of()))
                        + " \"$@\"");
        command("verify", "exec '" + ProjectFiles.file("verify") + "' --help");
        command("screenshots", "exec '" + ProjectFiles.file("screenshots") + "' --help");
        command("bench", "test -x '" + ProjectFiles.file("bench") + "'");
    }

    private void command(String name, String script) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static String quoted(List<String> command) {
        return command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    }

    /// What differs for a test: ports that are free, images of this machine, a demo that ends.
    private static Map<String, String> settings(int port) {
        return Map.of(
                "HALFTONE_PORT", Integer.toString(port),
                "HALFTONE_ALLOW_PRIVATE_NETWORKS", "true",
                "HALFTONE_EXIT", "true");
    }

    private String script(int port) {
        return CURL
                + String.join("", ProjectFiles.codeBlocks(PAGE, "sh"))
                        .replace("http://localhost:8080", "http://127.0.0.1:" + port)
                        .replace("https://shop.example/hook", exampleHosts.webhookUrl())
                        .replace("https://shop.example/chair.jpg", exampleHosts.imageUrl());
    }

    /// What is printed, whatever the figures are, and whatever `…` stands for and the id that it shortens.
    private static Pattern asPattern(String printed) {
        return Pattern.compile(Pattern.compile("[0-9a-f]*…|[0-9]+|[^0-9…]")
                .matcher(printed.strip())
                .replaceAll(part -> Matcher.quoteReplacement(patternOf(part.group()))));
    }

    private static String patternOf(String part) {
        if (part.endsWith("…")) return ".*";
        return Character.isDigit(part.charAt(0)) ? "[0-9]+" : Pattern.quote(part);
    }
}
