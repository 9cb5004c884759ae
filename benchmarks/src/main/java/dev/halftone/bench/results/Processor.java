package dev.halftone.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this machine calls its processor.
final class Processor {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    private Processor() {}

    /// Its trade name on Linux, elsewhere its architecture.
    static String name() {
        try {
            return Files.exists(CPUINFO) ? tradeName() : System.getProperty("os.arch");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String tradeName() throws IOException {
        try (var lines = Files.lines(CPUINFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseGet(() -> System.getProperty("os.arch"));
        }
    }
}
