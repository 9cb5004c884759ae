package dev.halftone.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The processes that this one has started and seen end.
final class EndedChildren {
    private static final Path STAT = Path.of("/proc/self/stat");

    // proc_pid_stat(5): cutime and cstime, the 16th and 17th field; the second, a name in brackets, may hold
    // blanks.
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;
    private static final int TICKS_A_SECOND = 100;

    private EndedChildren() {}

    /// What they have had of the processors, all in all; nothing where the system does not tell.
    static Duration processorTime() throws IOException {
        if (!Files.exists(STAT)) return Duration.ZERO;
        var stat = Files.readString(STAT);
        var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        var ticks = Long.parseLong(fields.get(CUTIME)) + Long.parseLong(fields.get(CSTIME));
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }
}
