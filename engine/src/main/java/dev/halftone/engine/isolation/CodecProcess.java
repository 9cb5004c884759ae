package dev.halftone.engine.isolation;

import dev.halftone.engine.isolation.CodecProcess.Result.Crashed;
import dev.halftone.engine.isolation.CodecProcess.Result.Finished;
import dev.halftone.engine.isolation.CodecProcess.Result.Hung;
import dev.halftone.engine.isolation.CodecProcess.Result.NotStarted;
import dev.halftone.imaging.Recompressed;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A child process that codes one image after the other. It lives until it is closed or until this process ends in
/// any way, because then its standard input ends.
final class CodecProcess implements AutoCloseable {
    /// Far longer than a JVM needs to start and to load libvips.
    private static final Duration TIME_TO_START = Duration.ofMinutes(1);

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private volatile boolean hasBegun;

    private CodecProcess(Process process) {
        this.process = process;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.in = new DataInputStream(process.getInputStream());
    }

    /// Starts a process and waits until it is ready.
    ///
    /// @throws IllegalStateException when it cannot be started
    static CodecProcess start(CodecCommand codecCommand, CodecConfig codecConfig) throws InterruptedException {
        try {
            // Its error output goes to our own log.
            var process = new ProcessBuilder(codecCommand.command())
                    .redirectError(Redirect.INHERIT)
                    .start();
            return new CodecProcess(process).ready(codecConfig);
        } catch (IOException e) {
            throw new IllegalStateException("cannot start a process to code suspect images: " + e.getMessage(), e);
        }
    }

    private CodecProcess ready(CodecConfig codecConfig) throws InterruptedException, IOException {
        try {
            return within(TIME_TO_START, () -> {
                codecConfig.write(out);
                out.flush();
                CodecProtocol.expect(CodecProtocol.READY, in);
                return this;
            });
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the codec process did not become ready", e);
        }
    }

    /// Codes one image. Afterwards the process is alive only if the result is [Finished].
    ///
    /// @param timeout how long coding may take
    Result recompress(CrashIsolation.Job job, Duration timeout) throws InterruptedException {
        hasBegun = false;
        try {
            return new Finished(within(timeout, () -> exchange(job)));
        } catch (TimeoutException e) {
            return new Hung();
        } catch (ExecutionException e) {
            return hasBegun ? new Crashed(process.waitFor()) : new NotStarted();
        }
    }

    private Recompressed exchange(CrashIsolation.Job job) throws IOException {
        job.write(out);
        out.flush();
        CodecProtocol.expect(CodecProtocol.BEGUN, in);
        hasBegun = true;
        return CodecProtocol.recompressed(in);
    }

    /// Runs an exchange with the process in another thread, because reading a pipe cannot be interrupted.
    /// Without a result in time, the process is killed.
    private <T> T within(Duration time, Callable<T> exchange)
            throws InterruptedException, ExecutionException, TimeoutException {
        var pending = new FutureTask<>(exchange);
        Thread.ofVirtual().name("codec process " + process.pid()).start(pending);
        var responded = false;
        try {
            var result = pending.get(time.toNanos(), TimeUnit.NANOSECONDS);
            responded = true;
            return result;
        } finally {
            if (!responded) close();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// The result of coding an image in a child process.
    sealed interface Result {

        /// The image was coded or refused, and the process is alive.
        record Finished(Recompressed recompressed) implements Result {}

        /// The process died while coding the image.
        record Crashed(int exitCode) implements Result {}

        /// The process exceeded its time and was killed.
        record Hung() implements Result {}

        /// The process died before it had the whole image, so the image is not to blame.
        record NotStarted() implements Result {}
    }
}
