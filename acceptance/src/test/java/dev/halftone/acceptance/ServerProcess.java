package dev.halftone.acceptance;

import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import dev.halftone.testkit.api.ApiResponse;
import dev.halftone.testkit.api.RawHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// `halftone serve` in a process of its own, started from this test's class path, and a client of it.
public final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on http://127\\.0\\.0\\.1:([0-9]+)");

    private final Process process;
    private final Path output;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param folder what it says goes there, and its data into `data`
    public static ServerProcess startReady(Path folder, Sandbox sandbox, String... options) {
        var serverProcess = start(folder, sandbox, options);
        serverProcess.awaitOutput("is ready");
        return serverProcess;
    }

    public static ServerProcess start(Path folder, Sandbox sandbox, String... options) {
        var output = folder.resolve("said-" + System.nanoTime() + ".txt");
        var arguments = new ArrayList<>(List.of(
                "serve", "--port", "0", "--data", folder.resolve("data").toString(), "--allow-private-networks"));
        arguments.addAll(List.of(options));
        try {
            var process = new ProcessBuilder(sandbox.wrap(JavaCommand.of(List.of(), arguments)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new ServerProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitOutput(String words) {
        Await.until(() -> {
            if (output().contains(words)) return true;
            if (!process.isAlive()) throw new AssertionError("it ended before it said so: " + output());
            return false;
        });
    }

    public int port() {
        var listening = LISTENING.matcher(output());
        if (!listening.find()) throw new AssertionError("it does not say where it listens: " + output());
        return Integer.parseInt(listening.group(1));
    }

    public ApiClient client() {
        return new ApiClient(port());
    }

    RawHttpClient rawClient() {
        return new RawHttpClient(port());
    }

    /// A folder or file of its data, as the process itself sees it: its disk may be its own.
    public Path pathInProcess(Path path) {
        return Path.of("/proc/" + process.pid() + "/root" + path);
    }

    /// Waits for the end of a request.
    ///
    /// @param path the request's
    /// @return its status
    public static ApiResponse awaitCompleted(ApiClient apiClient, String path) {
        Await.until(() -> apiClient.get(path).field("/status").equals("completed"));
        return apiClient.get(path);
    }

    /// SIGTERM, as an init system sends it.
    ///
    /// @return the exit code
    public int terminate() {
        process.destroy();
        return exitCode();
    }

    /// Waits for the end.
    public int exitCode() {
        try {
            if (!process.waitFor(Await.TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
