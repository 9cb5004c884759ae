package dev.halftone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// `halftone run` as a process of its own, from its start to its end.
final class HalftoneRun {
    private final List<String> command;

    HalftoneRun(List<String> command) {
        this.command = command;
    }

    /// Runs it and checks that every image came out.
    Duration run(Path csv, Path out, int images) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(command);
        arguments.addAll(List.of("run", csv.toString(), "--out", out.toString(), "--allow-private-networks"));
        var began = System.nanoTime();
        var process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(out.resolveSibling(out.getFileName() + ".log").toFile());
        var exit = process.start().waitFor();
        var took = Duration.ofNanos(System.nanoTime() - began);
        if (exit != 0) throw new IllegalStateException("halftone run ended with " + exit);
        requireWhole(out, images);
        return took;
    }

    private static void requireWhole(Path out, int images) throws IOException {
        var rows =
                Files.readAllLines(out.resolve("output.csv")).stream().skip(1).toList();
        var published = rows.stream()
                .filter(row -> Files.isRegularFile(out.resolve(row.substring(row.lastIndexOf(',') + 1))))
                .count();
        if (published != images)
            throw new IllegalStateException(published + " of " + images + " images were published");
    }
}
