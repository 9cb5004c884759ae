package dev.halftone.acceptance.process;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.halftone.acceptance.JavaCommand;
import dev.halftone.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Halftone in a process of its own, started from this test's class path.
final class HalftoneProcess implements AutoCloseable {
    /// What a server says once it answers.
    static final String READY = "is ready";

    private static final int SIGINT = 2;

    private final Process process;
    private final Path output;

    private HalftoneProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts it; what it says goes to a file in the folder.
    static HalftoneProcess start(Path folder, String... arguments) {
        return start(folder, JavaCommand.of(List.of(), List.of(arguments)));
    }

    /// Starts one whose codec crashes and hangs as images want it.
    ///
    /// @param flags of the JVM
    static HalftoneProcess startCrashing(Path folder, List<String> flags, String... arguments) {
        return start(folder, JavaCommand.of(CrashingMain.class, flags, List.of(arguments)));
    }

    /// Starts a server with its data in a folder within the folder, and waits until it is ready.
    static HalftoneProcess serve(Path folder, String data, String... more) {
        return startServing(folder, data, more).awaitOutput(READY);
    }

    /// The same, without a wait.
    static HalftoneProcess startServing(Path folder, String data, String... more) {
        return start(folder, serveArguments(folder.resolve(data), more));
    }

    /// Starts a server whose temporary files are to be in a folder within the folder, and waits until it is
    /// ready.
    static HalftoneProcess serveWithTempFolder(Path folder, Path temporary, String data) {
        var flags = List.of("-Djava.io.tmpdir=" + temporary);
        return start(folder, JavaCommand.of(flags, List.of(serveArguments(folder.resolve(data)))))
                .awaitOutput(READY);
    }

    /// Starts a run of the command line into a folder within the folder.
    static HalftoneProcess run(Path folder, Path csv, String out) {
        return start(folder, runArguments(csv, folder.resolve(out)));
    }

    static String[] runArguments(Path csv, Path out) {
        return new String[] {
            "run", csv.toString(), "--out", out.toString(), "--allow-private-networks", "--per-host", "64"
        };
    }

    /// The arguments of a server on any port, for hosts of this machine.
    static String[] serveArguments(Path data, String... more) {
        var arguments = new ArrayList<>(List.of(
                "serve",
                "--port",
                "0",
                "--data",
                data.toString(),
                "--public-url",
                "http://halftone.test",
                "--allow-private-networks"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static HalftoneProcess start(Path folder, List<String> command) {
        var output = folder.resolve("said-" + System.nanoTime() + ".txt");
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new HalftoneProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All it has said so far.
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where its server listens, once it has said so.
    RequestClient client() {
        var said = output();
        var listening = said.substring(said.indexOf("listening on ") + "listening on ".length());
        return new RequestClient(listening.lines().findFirst().orElseThrow().strip());
    }

    HalftoneProcess awaitOutput(String words) {
        Await.until(() -> {
            if (output().contains(words)) return true;
            if (!process.isAlive()) throw new AssertionError("it ended before it said so: " + output());
            return false;
        });
        return this;
    }

    /// `kill -9`: no chance to clean up.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, as an init system sends it.
    ///
    /// @return the exit code
    int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    /// SIGINT, as Ctrl-C sends it. What a shell has started in the background may be deaf to it, and so is what
    /// that starts: then there is nothing to be seen.
    ///
    /// @return the exit code
    int interrupt() throws InterruptedException, IOException {
        assumeFalse(ignoresSignal(SIGINT), "these tests were started in the background of a shell, deaf to SIGINT");
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        return exitCode();
    }

    private boolean ignoresSignal(int signal) throws IOException {
        var status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) return false;
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line ->
                            new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
                    .anyMatch(ignored -> ignored.testBit(signal - 1));
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// The processes that it has started.
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(Await.TIMEOUT.toSeconds(), TimeUnit.SECONDS)) throw new AssertionError("it does not end");
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
