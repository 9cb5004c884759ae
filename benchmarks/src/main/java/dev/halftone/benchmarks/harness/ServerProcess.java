package dev.halftone.benchmarks.harness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A server with a data folder of its own. Closing it ends it and removes that folder.
public final class ServerProcess implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int TRIES = 3000;

    private final ChildProcess process;
    private final URI address;
    private final Path data;

    private ServerProcess(ChildProcess process, URI address, Path data) {
        this.process = process;
        this.address = address;
        this.data = data;
    }

    /// Starts one; when this returns it answers.
    ///
    /// @param flags beside those for its port and its folder
    public static ServerProcess start(Checkout checkout, Workspace workspace, String... flags)
            throws IOException, InterruptedException {
        var data = workspace.folder("data");
        var command = new ArrayList<>(
                List.of(checkout.launcher().toString(), "serve", "--port", "0", "--data", data.toString()));
        command.addAll(List.of(flags));
        var process = workspace.start("serve", new ProcessBuilder(command));
        return new ServerProcess(process, awaitAddress(process), data);
    }

    private static URI awaitAddress(ChildProcess process) throws IOException, InterruptedException {
        for (var attempt = 0; attempt < TRIES && process.isAlive(); attempt++) {
            var address = address(process);
            if (address.isPresent()) return address.get();
            Thread.sleep(PAUSE);
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

    /// The most memory it has had at any time so far.
    public PeakMemory peakMemory() throws IOException {
        return PeakMemory.of(process.pid());
    }

    @Override
    public void close() {
        process.close();
        Workspace.delete(data);
    }
}
