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

/// Checks the tables of settings in `docs/operations.md` against the options of the commands.
class SettingsTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
    private static final Pattern DEFAULT = Pattern.compile(" ?\\(default: (.*)\\)\\.?$");

    private final CliEnvironment cliEnvironment = CliEnvironment.ofCurrentProcess();

    @Test
    void listsEverySettingOfEveryCommand() throws IOException {
        assertThat(documentedRows()).containsExactlyInAnyOrderElementsOf(actualRows());
    }

    private static List<String> documentedRows() throws IOException {
        try (var lines = Files.lines(DOCUMENT)) {
            return lines.filter(line -> line.matches("`--[^`]*`[|].*")).toList();
        }
    }

    private List<String> actualRows() {
        var program = new CommandLine(new Cli.RootCommand());
        Stream.of(
                        new ServeCommand(cliEnvironment),
                        new DemoCommand(cliEnvironment),
                        new RunCommand(cliEnvironment),
                        new ImageServiceCommand(cliEnvironment),
                        new SubmitCommand(cliEnvironment),
                        new RequestsCommand(cliEnvironment),
                        new BackupCommand(cliEnvironment),
                        new ValidateCommand(cliEnvironment),
                        new CheckUrlCommand(cliEnvironment))
                .forEach(program::addSubcommand);
        return commands(program)
                .flatMap(command -> command.getCommandSpec().options().stream())
                .flatMap(option -> SettingSources.SettingName.of(option).map(name -> row(name, option)).stream())
                .distinct()
                .toList();
    }

    /// Those below a command, at any depth.
    private static Stream<CommandLine> commands(CommandLine parent) {
        return parent.getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), commands(command)));
    }

    private static String row(SettingSources.SettingName name, OptionSpec option) {
        var text = String.join(" ", option.description());
        return "`%s`|%s|%s"
                .formatted(
                        name.flag(),
                        defaultValue(option, text),
                        DEFAULT.matcher(text).replaceFirst("").replaceFirst("[.]$", ""));
    }

    /// The declared default; otherwise the default that the description mentions.
    private static String defaultValue(OptionSpec option, String text) {
        return Optional.ofNullable(option.defaultValue())
                .map(value -> "`" + value + "`")
                .or(() -> DEFAULT.matcher(text).results().findFirst().map(match -> match.group(1)))
                .filter(Predicate.not(String::isBlank))
                .orElse(option.required() ? "required" : "none");
    }
}
