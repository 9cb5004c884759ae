package dev.halftone.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
    @TempDir
    private Path folder;

    private Path path;
    private ResultsFile file;

    @BeforeEach
    void openFile() {
        path = folder.resolve("RESULTS.md");
        file = new ResultsFile(path);
    }

    @Test
    void startsWithPreamble() throws IOException {
        file.put("imaging", "figures");

        assertThat(path).content().startsWith("# Results\n\nWritten by").endsWith("\n\n## imaging\n\nfigures\n");
    }

    @Test
    void appendsNewSection() throws IOException {
        file.put("imaging", "figures");

        file.put("growth", "| rows |");

        assertThat(path).content().endsWith("\n\n## imaging\n\nfigures\n\n## growth\n\n| rows |\n");
    }

    @Test
    void replacesSectionInPlace() throws IOException {
        file.put("imaging", "old");
        file.put("growth", "kept");

        file.put("imaging", "new\n\n| and | longer |\n");

        assertThat(path).content().endsWith("\n\n## imaging\n\nnew\n\n| and | longer |\n\n## growth\n\nkept\n");
    }

    @Test
    void matchesWholeSectionNames() throws IOException {
        file.put("imaging --photos DIR", "real");

        file.put("imaging", "drawn");

        assertThat(path).content().contains("real", "drawn");
    }

    @Test
    void keepsFileWhenSameSectionIsWrittenAgain() throws IOException {
        file.put("imaging", "figures");
        file.put("growth", "rows");
        var before = Files.readString(path);

        file.put("imaging", "figures");

        assertThat(path).content().isEqualTo(before);
    }
}
