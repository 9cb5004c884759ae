package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// The peak resident set size of a process, including code and native memory.
///
/// @param kibibytes 0 if the system does not report it
public record PeakMemory(long kibibytes) {
    private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(20);
    private static final Pattern HIGH_WATER_MARK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    /// Reads the peak of a running process from `/proc` (Linux only).
    public static PeakMemory of(long pid) throws IOException {
        var status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) return new PeakMemory(0);
        var matcher = HIGH_WATER_MARK.matcher(Files.readString(status));
        return new PeakMemory(matcher.find() ? Long.parseLong(matcher.group(1)) : 0);
    }

    /// Samples the peak until the process exits. Memory taken after the last sample (every 20 ms) is missed.
    public static PeakMemory sampleUntilExit(ChildProcess childProcess) throws InterruptedException {
        var peak = new PeakMemory(0);
        while (childProcess.isAlive()) {
            peak = peak.max(childProcess.pid());
            Thread.sleep(SAMPLE_INTERVAL);
        }
        return peak;
    }

    private PeakMemory max(long pid) {
        try {
            var current = of(pid);
            return current.kibibytes > kibibytes ? current : this;
        } catch (IOException processExited) {
            return this;
        }
    }

    @Override
    public String toString() {
        return kibibytes == 0 ? "unknown" : Math.round(kibibytes * 1024 / 1e6) + " MB";
    }
}
