package dev.halftone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.bench.stage.Checkout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchTest {
    private final StringWriter said = new StringWriter();
    private final CommandLine bench = Bench.commandLine(new Checkout(Path.of(".")))
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said));

    @Test
    void listsItsBenchmarks() {
        var exit = bench.execute("--help");

        assertThat(exit).isZero();
        assertThat(said.toString()).contains("imaging", "throughput", "growth", "latency", "large");
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
                "large --images=none"
            })
    void exitsWith64WhereItIsUsedWrongly(String typed) {
        var exit = bench.execute(typed.isEmpty() ? new String[0] : typed.split(" ", -1));

        assertThat(exit).isEqualTo(64);
        assertThat(said.toString()).contains("Usage: ./bench");
    }
}
