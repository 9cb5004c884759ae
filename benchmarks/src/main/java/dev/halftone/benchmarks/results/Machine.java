package dev.halftone.benchmarks.results;

import dev.halftone.benchmarks.harness.Checkout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Where and when figures were taken.
///
/// @param load how many threads wanted a processor over the last minute before it began: above 0.5 or so the figures
/// are noise; negative where the system does not tell
public record Machine(
        String processors, String system, String java, String libvips, Instant time, String commit, double load) {

    /// This one, now.
    ///
    /// @param libvips the version of the library that is measured
    public static Machine current(Checkout checkout, String libvips) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors() + " x " + Cpu.name(),
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                Runtime.version().toString(),
                libvips,
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                checkout.commit(),
                system.getSystemLoadAverage());
    }

    @Override
    public String toString() {
        return "%s, %s, JDK %s, libvips %s; %s, %s; load at its start %s"
                .formatted(processors, system, java, libvips, time, commit, formatLoad());
    }

    private String formatLoad() {
        return load < 0 ? "unknown" : "%.2f".formatted(load);
    }

    /// What this machine calls its processor.
    static final class Cpu {
        private static final Path CPUINFO = Path.of("/proc/cpuinfo");

        private Cpu() {}

        /// Its trade name on Linux, elsewhere its architecture.
        static String name() {
            try {
                return Files.exists(CPUINFO) ? modelName() : System.getProperty("os.arch");
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }

        private static String modelName() throws IOException {
            try (var lines = Files.lines(CPUINFO)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElseGet(() -> System.getProperty("os.arch"));
            }
        }
    }
}
