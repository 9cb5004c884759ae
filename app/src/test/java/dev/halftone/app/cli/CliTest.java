package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

    @Test
    void printsTheVersion() {
        var run = CommandRun.of("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).singleElement().asString().matches("halftone \\d+\\.\\d+\\.\\d+");
    }

    @Test
    void printsHelpWithoutArguments() {
        var run = CommandRun.of();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Commands:")
                .anyMatch(line -> line.strip().startsWith("validate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "serve",
                "run",
                "validate",
                "check-url",
                "keys",
                "image-service",
                "submit",
                "requests",
                "backup",
                "help",
                "man",
                "version",
                "completion"
            })
    void printsHelpForEachCommand(String command) {
        var run = CommandRun.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).first().asString().startsWith("Usage: halftone " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "serve", "submit", "keys", "validate"})
    void printsAManualPageWithAllThatTheHelpHas(String command) {
        var help = String.join("\n", CommandRun.of(command, "--help").out());
        var options = Pattern.compile("(?m)^ +(?:-[a-zA-Z], )?(--[a-z-]+)")
                .matcher(help)
                .results()
                .map(option -> option.group(1))
                .toList();

        var page = CommandRun.of("man", command);

        assertThat(page.exitCode()).isZero();
        assertThat(page.out()).first().asString().startsWith(".TH HALFTONE\\-" + command.toUpperCase(Locale.ROOT));
        assertThat(page.out())
                .contains(".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH EXIT STATUS");
        assertThat(page.out())
                .filteredOn(line -> line.startsWith("."))
                .allMatch(line -> line.matches("[.](TH|SH|SS|TP|B)( .*)?"));
        for (var option : options) {
            assertThat(page.out())
                    .as(option)
                    .anyMatch(line -> line.startsWith(".B ") && line.contains(option.replace("-", "\\-")));
        }
    }

    @Test
    void writesAllManualPages(@TempDir Path folder) throws IOException {
        var run = CommandRun.of("man", "--to", folder.resolve("man1").toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        try (var pages = Files.list(folder.resolve("man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .contains("halftone.1", "halftone-run.1", "halftone-serve.1", "halftone-keys-create.1")
                    .allMatch(name -> name.endsWith(".1"));
        }
    }

    @Test
    void writesManualPagesToFoldersOnlyAndAllAtOnce(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("man.txt")).toString();

        assertThat(CommandRun.of("man", "--to", file).err())
                .containsExactly(
                        "halftone: --to must be a folder, but " + file + " is a file (halftone man --help for usage)");
        assertThat(CommandRun.of("man", "run", "--to", folder.toString()).err())
                .containsExactly(
                        "halftone: --to writes all pages; leave out the command (halftone man --help for usage)");
    }

    @Test
    void printsTheVersionAndHelpByCommandsToo() {
        assertThat(CommandRun.of("version").out())
                .isEqualTo(CommandRun.of("--version").out());
        assertThat(CommandRun.of("help").out())
                .isEqualTo(CommandRun.of("--help").out());
        assertThat(CommandRun.of("help", "run").out())
                .isEqualTo(CommandRun.of("run", "--help").out());
    }

    @Test
    void suggestsASimilarCommandToHelp() {
        var run = CommandRun.of("help", "ruun");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("unknown command ruun; did you mean run?");
    }

    @Test
    void suggestsTheRequiredOptionThatIsMisspelled() {
        var run = CommandRun.of("run", "products.csv", "--ouy", "result");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .containsExactly("halftone: unknown option --ouy; did you mean --out? (halftone run --help for usage)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void printsACompletionScriptWithAllCommandsAndOptions(String shell) {
        var run = CommandRun.of("completion", shell);

        assertThat(run.exitCode()).isZero();
        assertThat(String.join("\n", run.out()))
                .contains("check-url", "image-service", "keep-old", "allow-networks", "revoke")
                .contains("submit", "requests", "backup", "webhook-url", "api-key-file", "limit");
    }

    /// Quotes within a quoted text are what breaks such a script.
    @Test
    void quotesEveryDescriptionForFish() {
        assertThat(CommandRun.of("completion", "fish").out())
                .allMatch(line -> line.replace("\\'", "")
                                        .chars()
                                        .filter(character -> character == '\'')
                                        .count()
                                % 2
                        == 0);
    }

    @Test
    void usesColorsWhereTheUserWantsThem() {
        var forced = Map.of("CLICOLOR_FORCE", "1");
        var both = Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1");

        assertThat(CommandRun.in(Map.of(), "validat").err()).first().asString().startsWith("halftone: ");
        assertThat(CommandRun.in(forced, "validat").err())
                .first()
                .asString()
                .startsWith("\u001b[31mhalftone:\u001b[0m ");
        assertThat(CommandRun.in(both, "validat").err()).first().asString().startsWith("halftone: ");
        assertThat(CommandRun.in(forced, "--help").out()).anyMatch(line -> line.contains("\u001b["));
        assertThat(CommandRun.in(both, "--help").out()).noneMatch(line -> line.contains("\u001b["));
    }

    @Test
    void suggestsASimilarCommand() {
        var run = CommandRun.of("validat", "products.csv");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .containsExactly(
                        "halftone: unknown command validat; did you mean validate? (halftone --help for usage)");
    }

    @Test
    void suggestsASimilarOption() {
        var run = CommandRun.of("validate", "--max-row=5", "products.csv");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .containsExactly("halftone: unknown option --max-row; did you mean --max-rows?"
                        + " (halftone validate --help for usage)");
    }

    @Test
    void rejectsAnUnexpectedArgument() {
        var run = CommandRun.of("validate", "one.csv", "two.csv");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .containsExactly("halftone: unexpected argument two.csv (halftone validate --help for usage)");
    }

    @Test
    void namesAMissingArgument() {
        var run = CommandRun.of("validate");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().contains("FILE");
    }

    @Test
    void rejectsAnUnknownVariable() {
        var run = CommandRun.in(Map.of("HALFTONE_MAX_ROW", "5"), "validate", "products.csv");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .containsExactly("halftone: unknown setting HALFTONE_MAX_ROW; did you mean HALFTONE_MAX_ROWS?"
                        + " (halftone validate --help for usage)");
    }

    @Test
    void acceptsVariablesOfOtherCommandsAtAnyDepth() {
        var run = CommandRun.in(Map.of("HALFTONE_LIMIT", "5", "HALFTONE_API_KEY", "htk_1"), "version");

        assertThat(run.exitCode()).isZero();
    }

    @Test
    void namesTheVariableWithAnInvalidValue() {
        var run = CommandRun.in(Map.of("HALFTONE_MAX_ROWS", "many"), "validate", "products.csv");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).singleElement().asString().startsWith("halftone: HALFTONE_MAX_ROWS: ");
    }

    @Test
    void rejectsAnOutOfRangeValue() {
        var run = CommandRun.of("validate", "--max-rows=0", "products.csv");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .containsExactly("halftone: max-rows must be at least 1, not 0 (halftone validate --help for usage)");
    }
}
