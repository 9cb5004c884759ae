package dev.halftone.bench.server;

import dev.halftone.bench.stage.Checkout;
import dev.halftone.bench.stage.Child;
import dev.halftone.bench.stage.PeakMemory;
import dev.halftone.bench.stage.Rig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A server with a data folder of its own. Closing it ends it and removes that folder.
public final class Server implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int TRIES = 3000;

    private final Child process;
    private final URI address;
    private final Path data;

    private Server(Child process, URI address, Path data) {
        this.process = process;
        this.address = address;
        this.data = data;
    }

    /// Starts one; when this returns it answers.
    ///
    /// @param flags beside those for its port and its folder
    public static Server start(Checkout checkout, Rig rig, String... flags) throws IOException, InterruptedException {
        var data = rig.folder("data");
        var command = new ArrayList<>(
                List.of(checkout.halftone().toString(), "serve", "--port", "0", "--data", data.toString()));
        command.addAll(List.of(flags));
        var process = rig.start("serve", new ProcessBuilder(command));
        return new Server(process, awaitAddress(process), data);
    }

    private static URI awaitAddress(Child process) throws IOException, InterruptedException {
        for (var attempt = 0; attempt < TRIES && process.isAlive(); attempt++) {
            var address = address(process);
            if (address.isPresent()) return address.get();
            Thread.sleep(PAUSE);
        }
        throw process.failed("does not listen");
    }

    private static Optional<URI> address(Child process) throws IOException {
        return process.said()
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
        Rig.delete(data);
    }
}
