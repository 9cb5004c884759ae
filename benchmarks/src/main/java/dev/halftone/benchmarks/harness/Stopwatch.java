package dev.halftone.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Times one thing after another, within this process or in those that it starts.
public final class Stopwatch {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// Something to be timed.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// Times what goes on in this process, and in processes that end meanwhile.
    public Timing time(Work work) throws IOException, InterruptedException {
        var processor = cpuTime();
        var began = System.nanoTime();
        work.run();
        return new Timing(Duration.ofNanos(System.nanoTime() - began), cpuTime().minus(processor));
    }

    private Duration cpuTime() throws IOException {
        return Duration.ofNanos(system.getProcessCpuTime()).plus(ChildCpuTime.read());
    }

    /// The processes that this one has started and seen end.
    static final class ChildCpuTime {
        private static final Path STAT = Path.of("/proc/self/stat");

        // proc_pid_stat(5): cutime and cstime, the 16th and 17th field; the second, a name in brackets, may
        // hold blanks.
        private static final int CUTIME = 13;
        private static final int CSTIME = 14;
        private static final int TICKS_A_SECOND = 100;

        private ChildCpuTime() {}

        /// What they have had of the processors, all in all; nothing where the system does not tell.
        static Duration read() throws IOException {
            if (!Files.exists(STAT)) return Duration.ZERO;
            var stat = Files.readString(STAT);
            var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            var ticks = Long.parseLong(fields.get(CUTIME)) + Long.parseLong(fields.get(CSTIME));
            return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
        }
    }

    /// What something took.
    ///
    /// @param wallTime as it passes
    /// @param cpuTime of all cores together
    public record Timing(Duration wallTime, Duration cpuTime) {

        /// So much each second.
        public double perSecond(int count) {
            return count * 1e9 / wallTime.toNanos();
        }
    }
}
