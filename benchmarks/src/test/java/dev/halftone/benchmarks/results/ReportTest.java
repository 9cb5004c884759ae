package dev.halftone.benchmarks.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halftone.benchmarks.harness.Checkout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Machine machine = new Machine(
            "2 x Z80", "CP/M 2.2 z80", "25", "8.18.7", Instant.parse("2026-11-23T12:00:00Z"), "1234567", 0.25);
    private final Report report =
            new Report("growth", machine, new PrintStream(printed, true, UTF_8), List.of("rows", "seconds", "memory"));

    @TempDir
    private Path folder;

    @Test
    void printsEachRowImmediately() {
        report.addRow("1,000", "2.5", "90 MB");

        assertThat(printed.toString(UTF_8)).isEqualTo("1,000: seconds 2.5, memory 90 MB" + System.lineSeparator());
    }

    @Test
    void savesMachineRemarksAndTable() throws IOException {
        report.addRemark("Two images a row.");
        report.addRow("1,000", "2.5", "90 MB");

        report.save(checkout());

        assertThat(checkout().resultsFile()).content().endsWith("""

                        ## growth

                        2 x Z80, CP/M 2.2 z80, JDK 25, libvips 8.18.7; 2026-11-23T12:00:00Z, 1234567; load at its start 0.25.

                        Two images a row.

                        | rows | seconds | memory |
                        | --- | --- | --- |
                        | 1,000 | 2.5 | 90 MB |
                        """);
    }

    @Test
    void updatesDocuments() throws IOException {
        var readme = Files.writeString(
                folder.resolve("README.md"),
                "<!-- figures\n{growth > 1,000 > memory}\n-->\n\n80 MB\n\n<!-- end of figures -->\n");
        report.addRow("1,000", "2.5", "90 MB");

        report.save(checkout());

        assertThat(readme).content().contains("\n\n90 MB\n\n");
    }

    @Test
    void keepsDocumentsWithMissingFigures() throws IOException {
        var block = "<!-- figures\n{growth > 2,000 > memory}\n-->\n\n80 MB\n\n<!-- end of figures -->\n";
        var readme = Files.writeString(folder.resolve("README.md"), block);
        report.addRow("1,000", "2.5", "90 MB");

        report.save(checkout());

        assertThat(readme).hasContent(block);
        assertThat(checkout().resultsFile()).content().contains("90 MB");
        assertThat(printed.toString(UTF_8)).contains("has no figure at: growth > 2,000 > memory");
    }

    private Checkout checkout() throws IOException {
        Files.createDirectories(folder.resolve("benchmarks"));
        return new Checkout(folder);
    }

    @Test
    void rejectsRowWithWrongNumberOfCells() {
        assertThatIllegalArgumentException().isThrownBy(() -> report.addRow("1,000", "2.5"));
    }
}
