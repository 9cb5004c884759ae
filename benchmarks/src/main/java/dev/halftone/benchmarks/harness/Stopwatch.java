package dev.halftone.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Measures the wall time and CPU time of work in this process and in its child processes.
public final class Stopwatch {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// The work to measure.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// Measures work in this process and in child processes that exit during the work.
    public Timing time(Work work) throws IOException, InterruptedException {
        var cpuTimeBefore = cpuTime();
        var start = System.nanoTime();
        work.run();
        return new Timing(Duration.ofNanos(System.nanoTime() - start), cpuTime().minus(cpuTimeBefore));
    }

    private Duration cpuTime() throws IOException {
        return Duration.ofNanos(system.getProcessCpuTime()).plus(ChildCpuTime.read());
    }

    /// The CPU time of child processes that have exited and been reaped.
    static final class ChildCpuTime {
        private static final Path STAT = Path.of("/proc/self/stat");

        // proc_pid_stat(5): cutime and cstime are fields 16 and 17. Field 2, a name in parentheses, may contain
        // spaces, so these indexes count the fields after it.
        private static final int CUTIME = 13;
        private static final int CSTIME = 14;
        private static final int TICKS_PER_SECOND = 100;

        private ChildCpuTime() {}

        /// The total of all such processes; zero if the system does not report it.
        static Duration read() throws IOException {
            if (!Files.exists(STAT)) return Duration.ZERO;
            var stat = Files.readString(STAT);
            var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            var ticks = Long.parseLong(fields.get(CUTIME)) + Long.parseLong(fields.get(CSTIME));
            return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
        }
    }

    /// The time that some work took.
    ///
    /// @param wallTime elapsed time
    /// @param cpuTime total of all cores
    public record Timing(Duration wallTime, Duration cpuTime) {

        /// The rate for a number of items: items per second of wall time.
        public double perSecond(int count) {
            return count * 1e9 / wallTime.toNanos();
        }
    }
}
