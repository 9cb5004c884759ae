package dev.halftone.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halftone.benchmarks.harness.SyntheticCatalog;
import dev.halftone.benchmarks.harness.SyntheticCatalog.Layout;
import dev.halftone.engine.request.Request;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrowthRunTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void processesCatalogAndReturnsTimes(Layout layout) throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            var result = new GrowthRun(engine, GrowthRun.catalog(layout, 30), folder).measure();

            assertThat(result.rows()).isEqualTo(30);
            assertThat(result.done()).isGreaterThan(result.accepted()).isPositive();
            assertThat(folder.resolve("output.csv")).content().hasLineCount(31);
        }
    }

    @Test
    void resultSurvivesJsonRoundTrip() throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            var result = new GrowthRun(engine, GrowthRun.catalog(Layout.STANDARD, 3), folder).measure();

            assertThat(GrowthRun.Result.fromJson(result.toJson())).isEqualTo(result);
        }
    }

    @Test
    void failsWhenARowIsMissing() throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            new GrowthRun(engine, GrowthRun.catalog(Layout.STANDARD, 3), folder).measure();
            Request request =
                    engine.requests().newestFirst("", Long.MAX_VALUE, 1).getFirst();
            var larger = new SyntheticCatalog(4, 2, image -> "http://127.0.0.1/" + image);

            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> new GrowthRun.CsvOutputCheck(larger).check(request, folder.resolve("output.csv")));
        }
    }
}
