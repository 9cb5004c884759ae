package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The processor times of a process, from `/proc` (Linux only).
///
/// @param own of its threads
/// @param children of its child processes that have exited and been reaped
record ProcessorTimes(Duration own, Duration children) {
    // proc_pid_stat(5): utime, stime, cutime and cstime are fields 14 to 17. Field 2, a name in parentheses, may
    // contain spaces, so this index counts the fields after it.
    private static final int UTIME = 11;
    private static final int TICKS_PER_SECOND = 100;

    /// Reads the times of a process; zero if the system does not report them.
    ///
    /// @param pid its number, or `self`
    static ProcessorTimes of(String pid) throws IOException {
        var file = Path.of("/proc", pid, "stat");
        if (!Files.exists(file)) return new ProcessorTimes(Duration.ZERO, Duration.ZERO);
        var stat = Files.readString(file);
        var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return new ProcessorTimes(sum(fields, UTIME), sum(fields, UTIME + 2));
    }

    private static Duration sum(List<String> fields, int first) {
        var ticks = Long.parseLong(fields.get(first)) + Long.parseLong(fields.get(first + 1));
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }
}
