package dev.halftone.app.house;

import dev.halftone.app.Answer;
import dev.halftone.app.Caller;
import dev.halftone.app.Patience;
import dev.halftone.app.ProgramCommand;
import dev.halftone.app.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// `halftone serve` in a process of its own, started from this test's class path, and a client of it.
final class Tenant implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on http://127\\.0\\.0\\.1:([0-9]+)");

    private final Process process;
    private final Path output;

    private Tenant(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param folder what it says goes there, and its data into `data`
    static Tenant movesIn(Path folder, Walls walls, String... options) {
        var tenant = starts(folder, walls, options);
        tenant.awaitSaying("is ready");
        return tenant;
    }

    static Tenant starts(Path folder, Walls walls, String... options) {
        var output = folder.resolve("said-" + System.nanoTime() + ".txt");
        var arguments = new ArrayList<>(List.of(
                "serve", "--port", "0", "--data", folder.resolve("data").toString(), "--allow-private-networks"));
        arguments.addAll(List.of(options));
        try {
            var process = new ProcessBuilder(walls.around(ProgramCommand.of(List.of(), arguments)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Tenant(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitSaying(String words) {
        Patience.await(() -> {
            if (said().contains(words)) return true;
            if (!process.isAlive()) throw new AssertionError("it ended before it said so: " + said());
            return false;
        });
    }

    int port() {
        var listening = LISTENING.matcher(said());
        if (!listening.find()) throw new AssertionError("it does not say where it listens: " + said());
        return Integer.parseInt(listening.group(1));
    }

    Caller caller() {
        return new Caller(port());
    }

    RawSocket socket() {
        return new RawSocket(port());
    }

    /// A folder or file of its data, as the process itself sees it: its disk may be its own.
    Path sees(Path path) {
        return Path.of("/proc/" + process.pid() + "/root" + path);
    }

    /// Waits for the end of a request.
    ///
    /// @param path the request's
    /// @return its status
    static Answer awaitEnd(Caller caller, String path) {
        Patience.await(() -> caller.get(path).at("/status").equals("completed"));
        return caller.get(path);
    }

    /// SIGTERM, as an init system sends it.
    ///
    /// @return the exit code
    int moveOut() {
        process.destroy();
        return exitCode();
    }

    /// Waits for the end.
    int exitCode() {
        try {
            if (!process.waitFor(Patience.LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + said());
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
