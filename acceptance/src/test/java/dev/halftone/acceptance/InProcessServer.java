package dev.halftone.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.halftone.app.Main;
import dev.halftone.app.cli.Cli;
import dev.halftone.app.cli.CliEnvironment;
import dev.halftone.engine.isolation.CodecCommand;
import dev.halftone.engine.isolation.CodecFactory;
import dev.halftone.imaging.CodecPathMetrics;
import dev.halftone.imaging.ImageCodec;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.api.ApiClient;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Halftone, started by its command line in the JVM of the test. That takes a fraction of the processor time of a
/// process.
/// For servers that the test does not kill, and whose log it does not read.
public final class InProcessServer implements RunningServer {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Thread command;
    private final ApiClient client;

    private InProcessServer(List<String> arguments) {
        command = Thread.ofPlatform().daemon().start(() -> run(arguments));
        Await.until(() -> isReady() || !command.isAlive());
        if (!isReady()) throw new AssertionError("the server ended before it was ready: " + output());
        client = new ApiClient(port());
    }

    /// Runs a command that serves, and waits until it is ready.
    public static InProcessServer start(List<String> arguments) {
        return new InProcessServer(arguments);
    }

    private void run(List<String> arguments) {
        var out = new PrintStream(output, true, UTF_8);
        var environment = new CliEnvironment(
                InputStream.nullInputStream(), out, out, Map.of(), Map.of(), OptionalInt::empty, new Codecs());
        new Cli(environment).run(arguments.toArray(String[]::new));
    }

    /// The program's codecs. Suspect images are coded by the program, not by another test runner.
    private static final class Codecs implements CodecFactory {
        @Override
        public ImageCodec open(ImageLimits limits, Optional<Path> libvips, CodecPathMetrics codecPathMetrics) {
            return CodecFactory.defaults().open(limits, libvips, codecPathMetrics);
        }

        @Override
        public CodecCommand childProcess() {
            return CodecCommand.ofMainClass(Main.class.getName());
        }
    }

    private boolean isReady() {
        return ServerProcess.isReady(output());
    }

    private String output() {
        return output.toString(UTF_8);
    }

    @Override
    public int port() {
        return ServerProcess.port(output());
    }

    @Override
    public ApiClient client() {
        return client;
    }

    /// Stops it as SIGTERM stops a process.
    @Override
    public void close() {
        client.close();
        command.interrupt();
        try {
            command.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
