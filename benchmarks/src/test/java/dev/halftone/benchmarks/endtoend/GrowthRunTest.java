package dev.halftone.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.engine.request.Request;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthRunTest {
    @TempDir
    private Path folder;

    @Test
    void processesCatalogAndReturnsTimes() throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            var result = new GrowthRun(engine, GrowthRun.catalog(30), folder).measure();

            assertThat(result.rows()).isEqualTo(30);
            assertThat(result.done()).isGreaterThan(result.accepted()).isPositive();
            assertThat(folder.resolve("output.csv")).content().hasLineCount(31);
        }
    }

    @Test
    void resultSurvivesJsonRoundTrip() throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            var result = new GrowthRun(engine, GrowthRun.catalog(3), folder).measure();

            assertThat(GrowthRun.Result.fromJson(result.toJson())).isEqualTo(result);
        }
    }

    @Test
    void failsWhenARowIsMissing() throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            new GrowthRun(engine, GrowthRun.catalog(3), folder).measure();
            Request request =
                    engine.requests().newestFirst("", Long.MAX_VALUE, 1).getFirst();
            var larger = new SyntheticCatalog(4, 2, image -> "http://127.0.0.1/" + image);

            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> new GrowthRun.CsvOutputCheck(larger).check(request, folder.resolve("output.csv")));
        }
    }
}
