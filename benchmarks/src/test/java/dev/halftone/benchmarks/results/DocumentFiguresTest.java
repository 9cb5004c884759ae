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
    void writeResults() throws IOException {
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
    void projectDocumentsShowNewestFigures() throws IOException {
        var projectFigures = new DocumentFigures(new Checkout(Path.of("..")));

        assertThat(projectFigures.outdated())
                .as("run ./bench figures to update them")
                .isEmpty();
    }

    @Test
    void changesOnlyTextBetweenComments() throws IOException {
        var readme = writeReadme(OLD);

        var changed = documentFigures.update();

        assertThat(changed).containsExactly(readme);
        assertThat(readme).content().isEqualTo(OLD.replace("9.9 s | long ago", "2.5 s | 2026-11-23"));
    }

    @Test
    void changesNothingWhenFiguresAreCurrent() throws IOException {
        writeReadme(OLD);
        documentFigures.update();

        assertThat(documentFigures.update()).isEmpty();
    }

    @Test
    void changesNothingWhenAFigureIsMissing() throws IOException {
        var readme = writeReadme(OLD.replace("1,000 > seconds", "10,000 > seconds"));

        assertThatIllegalStateException()
                .isThrownBy(() -> documentFigures.update())
                .withMessageContaining("growth > 10,000 > seconds");
        assertThat(readme).content().contains("9.9 s");
    }

    @Test
    void namesDocumentWithUnclosedBlock() throws IOException {
        writeReadme(OLD.replace("<!-- end of figures -->", "") + OLD);

        assertThatIllegalStateException()
                .isThrownBy(() -> documentFigures.update())
                .withMessageContaining("README.md");
    }

    private Path writeReadme(String text) throws IOException {
        return Files.writeString(folder.resolve("README.md"), text);
    }
}
