package dev.halftone.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.halftone.benchmarks.harness.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
    private final StringWriter output = new StringWriter();
    private final CommandLine bench = BenchCommand.commandLine(new Checkout(Path.of(".")))
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(output));

    @Test
    void listsBenchmarksInHelp() {
        var exit = bench.execute("--help");

        assertThat(exit).isZero();
        assertThat(output.toString())
                .contains("imaging", "throughput", "growth", "latency", "large", "image-service", "cluster");
    }

    @ParameterizedTest
    @MethodSource("commandsOfTheReadme")
    void acceptsCommandsOfTheReadme(String arguments) {
        assertThatCode(() -> bench.parseArgs(arguments.split(" ", -1))).doesNotThrowAnyException();
    }

    static List<String> commandsOfTheReadme() throws IOException {
        try (var lines = Files.lines(Path.of("..", "README.md"))) {
            return lines.filter(line -> line.startsWith("./bench "))
                    .map(line -> line.replaceFirst("#.*", "").strip().substring("./bench ".length()))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "speed",
                "imaging --forks=0",
                "imaging --forks=many",
                "imaging --quick",
                "throughput few",
                "growth --max=0",
                "latency now",
                "large --images=none",
                "image-service --images=0"
            })
    void exitsWith64OnWrongUsage(String arguments) {
        var exit = bench.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));

        assertThat(exit).isEqualTo(64);
        assertThat(output.toString()).contains("Usage: ./bench");
    }
}
