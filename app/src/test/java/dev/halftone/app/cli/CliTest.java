package dev.halftone.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
    @ValueSource(strings = {"demo", "serve", "run", "validate", "check-url", "keys", "image-service"})
    void printsHelpForEachCommand(String command) {
        var run = CommandRun.of(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).first().asString().startsWith("Usage: halftone " + command);
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
