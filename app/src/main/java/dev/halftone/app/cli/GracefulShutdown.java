package dev.halftone.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends a command in order on Ctrl-C or SIGTERM: interrupts its thread, and keeps the process alive until this is
/// closed. Open it before, and so close it after, everything the command must release or print. Output after that may
/// be lost.
final class GracefulShutdown implements AutoCloseable {
    /// Interrupting a start would look like a failure. After that, the server's last requests have ten
    /// seconds, and chunks in progress have eight to finish or be returned. Many init systems kill after
    /// thirty.
    private static final Duration START_TIMEOUT = Duration.ofSeconds(9);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(18);

    private final Thread command = Thread.currentThread();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable afterStop;
    private final Thread hook = new Thread(this::interruptAndWait, "graceful-shutdown");

    private GracefulShutdown(Runnable last) {
        this.afterStop = last;
    }

    /// For the command on the calling thread.
    static GracefulShutdown forCurrentCommand() {
        var end = register(new GracefulShutdown(() -> {}));
        end.started();
        return end;
    }

    /// The same for a command that normally ends by a signal: its exit code is 0, not the signal's. The
    /// interrupt waits until it has [#started].
    static GracefulShutdown exitingWithSuccess() {
        return register(new GracefulShutdown(() -> Runtime.getRuntime().halt(Cli.ExitCode.SUCCEEDED)));
    }

    private static GracefulShutdown register(GracefulShutdown end) {
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /// Tells that the command has started.
    void started() {
        started.countDown();
    }

    private void interruptAndWait() {
        try {
            var _ = started.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            command.interrupt();
            // Nothing is lost on a timeout: what is not recorded is done again.
            var _ = ended.await(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        afterStop.run();
    }

    @Override
    public void close() {
        ended.countDown();
        started();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is already ending, and the hook has run.
        }
    }
}
