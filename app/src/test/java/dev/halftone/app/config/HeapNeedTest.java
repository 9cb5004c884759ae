package dev.halftone.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halftone.app.config.HeapNeed.Machine;
import dev.halftone.app.server.ServerSettings.Limits;
import dev.halftone.engine.EngineSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// How much heap the settings of a server can take.
class HeapNeedTest {
    private static final long MEGABYTE = 1_000_000;
    private static final long GIBIBYTE = 1L << 30;
    private static final long MANY_FILES = 1 << 20;

    @Command(name = "serve")
    static final class Options {
        @ArgGroup(validate = false)
        private ServerConfig server = new ServerConfig();

        @Mixin
        private EngineConfig engine = new EngineConfig();
    }

    @Test
    void countsImagesCodecsConnectionsAndEventStreams() {
        var need = HeapNeed.of(
                engine("--bytes-in-flight=80MB"), Limits.ofConnections(1_000), new Machine(GIBIBYTE, 4, MANY_FILES));

        assertThat(need.images()).isEqualTo(160 * MEGABYTE);
        assertThat(need.codecs()).isEqualTo(GIBIBYTE / 4 + 100 * MEGABYTE + 4 * (8L << 20));
        assertThat(need.connections()).isEqualTo(1_000 * (128L << 10));
        assertThat(need.eventStreams()).isEqualTo(500 * (16L << 10));
        assertThat(need.bytes())
                .isEqualTo((64L << 20) + need.images() + need.codecs() + need.connections() + need.eventStreams());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 16})
    void allowsTheDefaultsInAHeapOfOneGibibyte(int processors) {
        var limits = limits(new Machine(GIBIBYTE, processors, MANY_FILES), "--bytes-in-flight=134MB");

        assertThat(limits.connections()).isBetween(500, Limits.DEFAULT_CONNECTIONS);
    }

    @Test
    void allowsTwoThousandConnectionsOnTwoProcessors() {
        var limits = limits(new Machine(GIBIBYTE, 2, MANY_FILES), "--bytes-in-flight=134MB");

        assertThat(limits).isEqualTo(Limits.defaults());
        assertThat(limits.eventStreams().streams()).isEqualTo(1_000);
        assertThat(limits.eventStreams().streamsPerOwner()).isEqualTo(500);
    }

    @Test
    void leavesHalfOfTheFilesToOthers() {
        assertThat(limits(new Machine(4 * GIBIBYTE, 2, 1_024)).connections()).isEqualTo(512);
    }

    @Test
    void refusesSettingsThatCanTakeMoreThanTheHeap() {
        var machine = new Machine(GIBIBYTE, 2, MANY_FILES);

        assertThatThrownBy(() -> limits(machine, "--bytes-in-flight=1GB"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("the settings can take 2.5 GB (images 2.0 GB")
                .hasMessageContaining("but the JVM has 1.1 GB")
                .hasMessageContaining("--bytes-in-flight")
                .hasMessageContaining("JAVA_OPTS=-XX:MaxRAM=");
        assertThatThrownBy(() -> limits(machine, "--max-connections=10000"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("--max-connections");
    }

    private Limits limits(Machine machine, String... arguments) {
        var options = parse(arguments);
        return options.server.limits(settings(options), machine);
    }

    private EngineSettings engine(String... arguments) {
        return settings(parse(arguments));
    }

    private EngineSettings settings(Options options) {
        return options.engine.settings(options.server.commandSettings(8080), options.engine.addresses());
    }

    private Options parse(String... arguments) {
        var options = new Options();
        var command = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
        command.parseArgs(arguments);
        return options;
    }
}
