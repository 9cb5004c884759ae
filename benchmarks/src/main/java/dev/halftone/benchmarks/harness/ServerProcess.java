package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Halftone server with its own data folder. Closing it ends the process and removes the folder.
public final class ServerProcess implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final int MAX_ATTEMPTS = 3000;

    private final ChildProcess process;
    private final URI address;
    private final Path data;

    private ServerProcess(ChildProcess process, URI address, Path data) {
        this.process = process;
        this.address = address;
        this.data = data;
    }

    /// Starts a server and waits until it listens.
    ///
    /// @param flags in addition to those for the port and the data folder
    public static ServerProcess start(Checkout checkout, Workspace workspace, String... flags)
            throws IOException, InterruptedException {
        return startAt(0, checkout, workspace, flags);
    }

    /// Starts a server at a port and waits until it listens.
    ///
    /// @param flags in addition to those for the port and the data folder
    public static ServerProcess startAt(int port, Checkout checkout, Workspace workspace, String... flags)
            throws IOException, InterruptedException {
        var data = workspace.folder("data-" + port);
        var command =
                new ArrayList<>(List.of(checkout.launcher().toString(), "serve", "--port=" + port, "--data=" + data));
        command.addAll(List.of(flags));
        var process = workspace.start("serve", new ProcessBuilder(command));
        return new ServerProcess(process, awaitAddress(process), data);
    }

    private static URI awaitAddress(ChildProcess process) throws IOException, InterruptedException {
        for (var attempt = 0; attempt < MAX_ATTEMPTS && process.isAlive(); attempt++) {
            var address = address(process);
            if (address.isPresent()) return address.get();
            Thread.sleep(POLL_INTERVAL);
        }
        throw process.failure("does not listen");
    }

    private static Optional<URI> address(ChildProcess process) throws IOException {
        return process.output()
                .lines()
                .filter(line -> line.startsWith(LISTENING))
                .map(line -> URI.create(line.substring(LISTENING.length())))
                .findFirst();
    }

    public URI address() {
        return address;
    }

    /// The peak memory so far.
    public PeakMemory peakMemory() throws IOException {
        return PeakMemory.of(process.pid());
    }

    /// The processor time so far, of all cores.
    public Duration processorTime() throws IOException {
        return ProcessorTimes.of(Long.toString(process.pid())).own();
    }

    @Override
    public void close() {
        process.close();
        Workspace.delete(data);
    }
}
