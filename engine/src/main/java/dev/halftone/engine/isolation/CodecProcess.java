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

/// A process that codes one image after the other, seen from this one. It lives until it is closed, or this process
/// ends, however that happens: then its standard input ends.
final class CodecProcess implements AutoCloseable {
    /// Far more than a JVM needs to start and to load libvips.
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

    /// Starts one and waits until it is ready.
    ///
    /// @throws IllegalStateException when it cannot be started
    static CodecProcess start(CodecCommand codecCommand, CodecConfig codecConfig) throws InterruptedException {
        try {
            // What it complains of stands in our own log.
            var process = new ProcessBuilder(codecCommand.command())
                    .redirectError(Redirect.INHERIT)
                    .start();
            return new CodecProcess(process).ready(codecConfig);
        } catch (IOException e) {
            throw new IllegalStateException("no process to code suspect images in: " + e.getMessage(), e);
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
            throw new IOException("it did not get ready", e);
        }
    }

    /// One image. Afterwards the process is alive only if the image has [Finished] it.
    ///
    /// @param patience how long it may take
    Result recompress(CrashIsolation.Job job, Duration patience) throws InterruptedException {
        hasBegun = false;
        try {
            return new Finished(within(patience, () -> exchange(job)));
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

    /// A pipe heeds no interrupt, so somebody else waits at it. Without an answer the process is of no more
    /// use.
    private <T> T within(Duration time, Callable<T> exchange)
            throws InterruptedException, ExecutionException, TimeoutException {
        var answer = new FutureTask<>(exchange);
        Thread.ofVirtual().name("cell " + process.pid()).start(answer);
        var answered = false;
        try {
            var result = answer.get(time.toNanos(), TimeUnit.NANOSECONDS);
            answered = true;
            return result;
        } finally {
            if (!answered) close();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// What became of an image that was coded in a process of its own.
    sealed interface Result {

        /// The process is none the worse for it.
        record Finished(Recompressed recompressed) implements Result {}

        /// The process died of it.
        record Crashed(int exitCode) implements Result {}

        /// It had not ended long after its time, and was killed.
        record Hung() implements Result {}

        /// The process died before it had the whole image: that says nothing of the image.
        record NotStarted() implements Result {}
    }
}
