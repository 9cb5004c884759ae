package dev.halftone.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

class SettingSourcesTest {
    private static final String PROPERTY = "halftone.per-host";
    private static final String VARIABLE = "HALFTONE_PER_HOST";

    @Command(name = "program", mixinStandardHelpOptions = true)
    static final class Program {
        @Option(names = "--per-host", defaultValue = "16")
        private int perHost;

        @Option(names = "--ports", split = ",", defaultValue = "80,443")
        private List<Integer> ports = List.of();

        @Option(names = "--open", arity = "0..1", fallbackValue = "true", defaultValue = "false")
        private boolean open;
    }

    @Test
    void prefersTheFlagToAllOtherSources() {
        var program = parse(Map.of(PROPERTY, "2"), Map.of(VARIABLE, "3"), "--per-host=1");

        assertThat(program.perHost).isEqualTo(1);
    }

    @Test
    void prefersThePropertyToTheVariable() {
        var program = parse(Map.of(PROPERTY, "2"), Map.of(VARIABLE, "3"));

        assertThat(program.perHost).isEqualTo(2);
    }

    @Test
    void prefersTheVariableToTheDefault() {
        var program = parse(Map.of(), Map.of(VARIABLE, "3"));

        assertThat(program.perHost).isEqualTo(3);
    }

    @Test
    void usesTheDefaultWhenValuesAreEmptyOrBlank() {
        var program = parse(Map.of(PROPERTY, ""), Map.of(VARIABLE, " "));

        assertThat(program.perHost).isEqualTo(16);
    }

    @Test
    void readsAListFromAVariable() {
        var program = parse(Map.of(), Map.of("HALFTONE_PORTS", "8080,8443"));

        assertThat(program.ports).containsExactly(8080, 8443);
    }

    @Test
    void keepsASwitchOnWhenBothVariableAndFlagSetIt() {
        var program = parse(Map.of(), Map.of("HALFTONE_OPEN", "true"), "--open");

        assertThat(program.open).isTrue();
    }

    @Test
    void letsAFlagTurnASwitchOff() {
        var program = parse(Map.of(), Map.of("HALFTONE_OPEN", "true"), "--open=false");

        assertThat(program.open).isFalse();
    }

    @Test
    void reportsAnUnknownVariableWithASuggestion() {
        var sources = new SettingSources(Map.of(), Map.of("HALFTONE_PER_HOTS", "1", "PATH", "/bin"));

        var problem = new KnownSettings(new CommandLine(new Program())).findUnknown(sources);

        assertThat(problem).contains("unknown setting HALFTONE_PER_HOTS; did you mean HALFTONE_PER_HOST?");
    }

    @Test
    void reportsAnUnknownProperty() {
        var sources = new SettingSources(Map.of("halftone.colour", "red", "java.home", "/jdk"), Map.of());

        var problem = new KnownSettings(new CommandLine(new Program())).findUnknown(sources);

        assertThat(problem).contains("unknown setting halftone.colour");
    }

    @Test
    void acceptsSettingsOfAnotherCommand() {
        var program = new CommandLine(CommandSpec.create()).addSubcommand("other", new Program());
        var sources = new SettingSources(Map.of(PROPERTY, "1"), Map.of("HALFTONE_OPEN", "true"));

        var problem = new KnownSettings(program).findUnknown(sources);

        assertThat(problem).isEmpty();
    }

    private static Program parse(Map<String, String> properties, Map<String, String> environment, String... flags) {
        var program = new Program();
        new CommandLine(program)
                .setDefaultValueProvider(new SettingSources(properties, environment))
                .parseArgs(flags);
        return program;
    }
}
