package dev.halftone.bench.growth;

import dev.halftone.bench.stage.PeakMemory;
import dev.halftone.bench.stage.Took;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/// What one size has taken. It goes from process to process as a line of JSON.
///
/// @param accepted from the first byte of the CSV until the request was kept
/// @param done until its last image had ended
/// @param processor of all cores, meanwhile
/// @param output from the end until the whole output CSV was written
/// @param memory at its highest, at any time
record Measured(int rows, Duration accepted, Duration done, Duration processor, Duration output, PeakMemory memory) {
    private static final JsonMapper JSON = new JsonMapper();

    static Measured read(String line) {
        return JSON.readValue(line, Measured.class);
    }

    String line() {
        return JSON.writeValueAsString(this);
    }

    Took aRow() {
        return new Took(done.dividedBy(rows), processor.dividedBy(rows));
    }

    double outputRowsASecond() {
        return rows * 1e9 / output.toNanos();
    }
}
