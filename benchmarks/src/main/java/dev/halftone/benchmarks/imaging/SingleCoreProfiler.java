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

/// Keeps a forked JVM to one core, where there is a `taskset` to do that: libvips decodes and encodes on two
/// threads even when it is told to use one, and would have twice as many cores as we.
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

    /// The first is where systems like to have their interrupts.
    private static String lastCore() {
        try {
            var allowed = LAST_NUMBER.matcher(Files.readString(STATUS));
            return allowed.find() ? allowed.group(1) : "0";
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
