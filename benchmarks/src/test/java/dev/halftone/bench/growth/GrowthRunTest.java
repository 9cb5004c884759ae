package dev.halftone.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halftone.bench.table.Table;
import dev.halftone.engine.request.Request;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthRunTest {
    @TempDir
    private Path folder;

    @Test
    void worksATableOffAndTellsWhatThatTook() throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            var measured = new GrowthRun(engine, GrowthRun.table(30), folder).measured();

            assertThat(measured.rows()).isEqualTo(30);
            assertThat(measured.done()).isGreaterThan(measured.accepted()).isPositive();
            assertThat(folder.resolve("output.csv")).content().hasLineCount(31);
        }
    }

    @Test
    void handsOnWhatItHasMeasured() throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            var measured = new GrowthRun(engine, GrowthRun.table(3), folder).measured();

            assertThat(Measured.read(measured.line())).isEqualTo(measured);
        }
    }

    @Test
    void tellsNothingWhereARowIsMissing() throws IOException, InterruptedException {
        try (var engine = GrowthRun.engine(folder)) {
            new GrowthRun(engine, GrowthRun.table(3), folder).measured();
            Request request =
                    engine.requests().newestFirst("", Long.MAX_VALUE, 1).getFirst();
            var larger = new Table(4, 2, image -> "http://127.0.0.1/" + image);

            assertThatIllegalStateException()
                    .isThrownBy(() -> new Verdict(larger).check(request, folder.resolve("output.csv")));
        }
    }
}
