package dev.halftone.benchmarks.imaging;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/// Pins a forked JVM to one core, if `taskset` is available. libvips decodes and encodes on two threads even when
/// configured to use one, so it would otherwise get twice as many cores as our codec.
public final class SingleCoreProfiler implements ExternalProfiler {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern LAST_NUMBER = Pattern.compile("Cpus_allowed_list:.*?(\\d+)$", Pattern.MULTILINE);

    static boolean isAvailable() {
        return Files.exists(STATUS)
                && Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
        return isAvailable() ? List.of("taskset", "--cpu-list", lastCore()) : List.of();
    }

    /// The last core allowed for this process, because systems tend to handle interrupts on the first.
    private static String lastCore() {
        try {
            var matcher = LAST_NUMBER.matcher(Files.readString(STATUS));
            return matcher.find() ? matcher.group(1) : "0";
        } catch (IOException e) {
            return "0";
        }
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams params) {
        return List.of();
    }

    @Override
    public void beforeTrial(BenchmarkParams params) {}

    @Override
    public Collection<? extends Result<?>> afterTrial(BenchmarkResult result, long pid, File stdOut, File stdErr) {
        return List.of();
    }

    @Override
    public boolean allowPrintOut() {
        return true;
    }

    @Override
    public boolean allowPrintErr() {
        return true;
    }

    @Override
    public String getDescription() {
        return "one core";
    }
}
