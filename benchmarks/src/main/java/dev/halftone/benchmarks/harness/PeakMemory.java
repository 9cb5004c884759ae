package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// The most memory that a process has had at any time: its resident set, code and native memory included.
///
/// @param kibibytes 0 where the system does not tell
public record PeakMemory(long kibibytes) {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Pattern HIGH_WATER_MARK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    /// That of a process that is still there, as Linux has it.
    public static PeakMemory of(long pid) throws IOException {
        var status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) return new PeakMemory(0);
        var mark = HIGH_WATER_MARK.matcher(Files.readString(status));
        return new PeakMemory(mark.find() ? Long.parseLong(mark.group(1)) : 0);
    }

    /// That of a process that will end. What it takes in the very last moment may be missed.
    public static PeakMemory sampleUntilExit(ChildProcess childProcess) throws InterruptedException {
        var peak = new PeakMemory(0);
        while (childProcess.isAlive()) {
            peak = peak.max(childProcess.pid());
            Thread.sleep(PAUSE);
        }
        return peak;
    }

    private PeakMemory max(long pid) {
        try {
            var now = of(pid);
            return now.kibibytes > kibibytes ? now : this;
        } catch (IOException ended) {
            return this;
        }
    }

    @Override
    public String toString() {
        return kibibytes == 0 ? "unknown" : Math.round(kibibytes * 1024 / 1e6) + " MB";
    }
}
