package dev.halftone.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

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
        return Duration.ofNanos(system.getProcessCpuTime())
                .plus(ProcessorTimes.of("self").children());
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
