package dev.halftone.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.halftone.app.Main;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Halftone in its own process, started from the class path of the tests: `serve` in most tests, `run` in some.
public final class ServerProcess implements RunningServer {
    private static final Pattern LISTENING = Pattern.compile("listening on http://127\\.0\\.0\\.1:([0-9]+)");
    private static final String READY = "is ready";
    private static final int SIGINT = 2;

    private final Process process;
    private final Path outputFile;
    private @Nullable ApiClient client;

    private ServerProcess(Process process, Path outputFile) {
        this.process = process;
        this.outputFile = outputFile;
    }

    /// Prepares a process that works in a folder. Its output goes to a file there, and its data into `data`.
    public static Launcher in(Path folder) {
        return new Launcher(folder, "data", 0, Sandbox.none(), Main.class, List.of());
    }

    /// How a process is started.
    ///
    /// @param folder its working directory
    /// @param data the name of the data folder within it
    /// @param port where a server listens; 0: any free port
    /// @param main the main class
    public record Launcher(
            Path folder, String data, int port, Sandbox sandbox, Class<?> main, List<String> jvmOptions) {
        public Launcher {
            jvmOptions = List.copyOf(jvmOptions);
        }

        public Launcher withData(String name) {
            return new Launcher(folder, name, port, sandbox, main, jvmOptions);
        }

        public Launcher withPort(int newPort) {
            return new Launcher(folder, data, newPort, sandbox, main, jvmOptions);
        }

        public Launcher within(Sandbox newSandbox) {
            return new Launcher(folder, data, port, newSandbox, main, jvmOptions);
        }

        public Launcher withMain(Class<?> newMain) {
            return new Launcher(folder, data, port, sandbox, newMain, jvmOptions);
        }

        public Launcher withJvmOptions(List<String> options) {
            return new Launcher(folder, data, port, sandbox, main, options);
        }

        /// Starts a server as [#startServer] does, and waits until it is ready.
        public ServerProcess serve(String... options) {
            return startServer(options).awaitReady();
        }

        /// Starts a server that may fetch images from this machine.
        public ServerProcess startServer(String... options) {
            return start(arguments("serve", options));
        }

        /// Starts an image service that may fetch images from this machine, and waits until it is ready.
        ///
        /// @param secrets the file that it shares with its clients
        public ServerProcess imageService(Path secrets, String... options) {
            return start(imageServiceArguments(secrets, options)).awaitReady();
        }

        /// Does what [#serve] does, in the JVM of the test.
        public InProcessServer serveInProcess(String... options) {
            return InProcessServer.start(arguments("serve", options));
        }

        /// Does what [#imageService] does, in the JVM of the test.
        public InProcessServer imageServiceInProcess(Path secrets, String... options) {
            return InProcessServer.start(imageServiceArguments(secrets, options));
        }

        private List<String> imageServiceArguments(Path secrets, String... options) {
            var all = Stream.concat(Stream.of("--image-service-secret=" + secrets), Stream.of(options));
            return arguments("image-service", all.toArray(String[]::new));
        }

        private List<String> arguments(String command, String... options) {
            var arguments = new ArrayList<>(List.of(command, "--port", Integer.toString(port)));
            arguments.addAll(List.of("--data", folder.resolve(data).toString(), "--allow-private-networks"));
            arguments.addAll(List.of(options));
            return arguments;
        }

        /// Starts `run` on a CSV.
        ///
        /// @param out the name of the output folder within the folder
        public ServerProcess run(Path csv, String out, String... options) {
            var arguments = List.of(
                    "run",
                    csv.toString(),
                    "--out",
                    folder.resolve(out).toString(),
                    "--allow-private-networks",
                    "--per-host",
                    "64");
            return start(Stream.concat(arguments.stream(), Stream.of(options)).toList());
        }

        public ServerProcess start(List<String> arguments) {
            var outputFile = folder.resolve("output-" + System.nanoTime() + ".txt");
            try {
                var process = new ProcessBuilder(sandbox.wrap(JavaCommand.of(main, jvmOptions, arguments)))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(outputFile.toFile())
                        .start();
                return new ServerProcess(process, outputFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Returns everything that the process has written so far.
    public String output() {
        return ProjectFiles.read(outputFile);
    }

    /// Waits until the server is ready for requests. Kills it if that does not happen.
    public ServerProcess awaitReady() {
        try {
            Await.until(() -> {
                if (isReady()) return true;
                if (!isAlive()) throw new AssertionError("the server ended before it was ready: " + output());
                return false;
            });
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    public boolean isReady() {
        return isReady(output());
    }

    static boolean isReady(String output) {
        return output.contains(READY);
    }

    @Override
    public int port() {
        return port(output());
    }

    static int port(String output) {
        var listening = LISTENING.matcher(output);
        if (!listening.find()) throw new AssertionError("the server has not written its port: " + output);
        return Integer.parseInt(listening.group(1));
    }

    @Override
    public synchronized ApiClient client() {
        if (client == null) client = new ApiClient(port());
        return client;
    }

    /// Returns a file as the process sees it: it may have a disk of its own ([Sandbox#tmpfs]).
    public Path pathInProcess(Path path) {
        return Path.of("/proc/" + process.pid() + "/root" + path);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Returns the processes that this one has started.
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /// Ends the process as `kill -9` does: without a chance to clean up.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Sends SIGTERM, as an init system does, and waits for the end.
    ///
    /// @return the exit code
    public int terminate() {
        process.destroy();
        return exitCode();
    }

    /// Sends SIGINT, as Ctrl-C does, and waits for the end. A process that a shell has started in the
    /// background ignores SIGINT, and so do its children: the test is skipped then.
    ///
    /// @return the exit code
    public int interrupt() throws InterruptedException, IOException {
        pressCtrlC();
        return exitCode();
    }

    /// Sends SIGINT, and does not wait.
    public void pressCtrlC() throws InterruptedException, IOException {
        assumeFalse(ignoresSignal(SIGINT), "the tests were started in the background of a shell and ignore SIGINT");
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
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

    /// Waits for the end.
    public int exitCode() {
        try {
            if (!process.waitFor(Await.TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                throw new AssertionError("the process does not end: " + output());
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Kills the process if it is still alive.
    @Override
    public synchronized void close() {
        process.destroyForcibly();
        if (client != null) client.close();
    }
}
