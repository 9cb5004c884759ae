package dev.halftone.benchmarks.results;

import dev.halftone.benchmarks.harness.Checkout;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Where and when figures were measured.
///
/// @param load the load average of the minute before the start: above 0.5 or so the figures are noise; negative if
/// the system does not report it
public record Machine(
        String processors, String system, String java, String libvips, Instant time, String commit, double load) {

    /// Describes this machine now.
    ///
    /// @param libvips the version of libvips
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

    /// The name of the processor.
    static final class Cpu {
        private static final Path CPUINFO = Path.of("/proc/cpuinfo");

        private Cpu() {}

        /// The model name on Linux, the architecture on other systems.
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
