package dev.halftone.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halftone.benchmarks.harness.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentFiguresTest {
    private static final String OLD = """
            Fast:

            <!-- figures
            | {growth > 1,000 > seconds} s | {growth > day} |
            -->

            | 9.9 s | long ago |

            <!-- end of figures -->

            Small, too.
            """;

    @TempDir
    private Path folder;

    private DocumentFigures documentFigures;

    @BeforeEach
    void measure() throws IOException {
        var checkout = new Checkout(folder);
        documentFigures = new DocumentFigures(checkout);
        Files.createDirectories(folder.resolve("benchmarks"));
        new ResultsFile(checkout.resultsFile()).put("growth", """
                        2 x Z80; 2026-11-23T12:00:00Z, 1234567; load at its start 0.25.

                        | rows | seconds |
                        | --- | --- |
                        | 1,000 | 2.5 |
                        """);
    }

    @Test
    void ofTheProjectShowTheNewestFigures() throws IOException {
        var ours = new DocumentFigures(new Checkout(Path.of("..")));

        assertThat(ours.outdated()).as("./bench figures brings them up to date").isEmpty();
    }

    @Test
    void changeBetweenTheCommentsOnly() throws IOException {
        var readme = readme(OLD);

        var changed = documentFigures.update();

        assertThat(changed).containsExactly(readme);
        assertThat(readme).content().isEqualTo(OLD.replace("9.9 s | long ago", "2.5 s | 2026-11-23"));
    }

    @Test
    void stayAsTheyAreWhereNothingIsNew() throws IOException {
        readme(OLD);
        documentFigures.update();

        assertThat(documentFigures.update()).isEmpty();
    }

    @Test
    void stayAsTheyAreWhereAFigureWasNotMeasured() throws IOException {
        var readme = readme(OLD.replace("1,000 > seconds", "10,000 > seconds"));

        assertThatIllegalStateException()
                .isThrownBy(() -> documentFigures.update())
                .withMessageContaining("growth > 10,000 > seconds");
        assertThat(readme).content().contains("9.9 s");
    }

    @Test
    void sayWhereAnEndIsMissing() throws IOException {
        readme(OLD.replace("<!-- end of figures -->", "") + OLD);

        assertThatIllegalStateException()
                .isThrownBy(() -> documentFigures.update())
                .withMessageContaining("README.md");
    }

    private Path readme(String text) throws IOException {
        return Files.writeString(folder.resolve("README.md"), text);
    }
}
