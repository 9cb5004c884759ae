package dev.halftone.bench.results;

import dev.halftone.bench.stage.Checkout;
import java.lang.management.ManagementFactory;
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
    public static Machine here(Checkout checkout, String libvips) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors() + " x " + Processor.name(),
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
                .formatted(processors, system, java, libvips, time, commit, loadInWords());
    }

    private String loadInWords() {
        return load < 0 ? "unknown" : "%.2f".formatted(load);
    }
}
