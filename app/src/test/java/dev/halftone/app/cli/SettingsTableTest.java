package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.config.SettingSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Holds the tables of settings in `docs/operations.md` against the settings that there are.
class SettingsTableTest {
    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final Pattern DEFAULT = Pattern.compile(" ?\\(default: (.*)\\)\\.?$");

    private final CliEnvironment cliEnvironment = CliEnvironment.ofCurrentProcess();

    @Test
    void haveEverySettingOfEveryCommandAsItIs() throws IOException {
        assertThat(rowsOfThePage()).containsExactlyInAnyOrderElementsOf(rowsOfTheCode());
    }

    private static List<String> rowsOfThePage() throws IOException {
        try (var lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.startsWith("| `--")).toList();
        }
    }

    private List<String> rowsOfTheCode() {
        var program = new CommandLine(new Cli.RootCommand());
        Stream.of(
                        new ServeCommand(cliEnvironment),
                        new DemoCommand(cliEnvironment),
                        new RunCommand(cliEnvironment),
                        new ValidateCommand(cliEnvironment),
                        new CheckUrlCommand(cliEnvironment))
                .forEach(program::addSubcommand);
        return program.getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .flatMap(option -> SettingSources.SettingName.of(option).map(name -> row(name, option)).stream())
                .distinct()
                .toList();
    }

    private static String row(SettingSources.SettingName name, OptionSpec option) {
        var text = String.join(" ", option.description());
        return "| `%s` | %s | %s |"
                .formatted(
                        name.flag(),
                        usually(option, text),
                        DEFAULT.matcher(text).replaceFirst("").replaceFirst("[.]$", ""));
    }

    /// The value that the code declares; else what it says happens without one.
    private static String usually(OptionSpec option, String text) {
        return Optional.ofNullable(option.defaultValue())
                .map(value -> "`" + value + "`")
                .or(() -> DEFAULT.matcher(text).results().findFirst().map(found -> found.group(1)))
                .filter(Predicate.not(String::isBlank))
                .orElse(option.required() ? "required" : "none");
    }
}
