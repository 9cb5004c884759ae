package dev.halftone.bench.stage;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Times one thing after another, within this process or in those that it starts.
public final class Stopwatch {
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// Something to be timed.
    @FunctionalInterface
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    /// Times what goes on in this process, and in processes that end meanwhile.
    public Took time(Work work) throws IOException, InterruptedException {
        var processor = processor();
        var began = System.nanoTime();
        work.run();
        return new Took(Duration.ofNanos(System.nanoTime() - began), processor().minus(processor));
    }

    private Duration processor() throws IOException {
        return Duration.ofNanos(system.getProcessCpuTime()).plus(EndedChildren.processorTime());
    }
}
