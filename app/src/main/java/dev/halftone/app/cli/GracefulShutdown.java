package dev.halftone.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command end in order when the process is told to end (Ctrl-C, SIGTERM): its thread is interrupted, and the
/// process waits until this is closed. Open it before, and so close it after, whatever the command has to let go of
/// and to say: what comes later may not be heard.
final class GracefulShutdown implements AutoCloseable {
    /// A start that is cut short would look like a failure. Then the server's last calls have ten seconds,
    /// and what is under way has eight to end or else to be given back. Many an init system kills after
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

    /// For the command on the thread that calls.
    static GracefulShutdown forCurrentCommand() {
        var end = register(new GracefulShutdown(() -> {}));
        end.started();
        return end;
    }

    /// The same, for a command whose way to end well is to be told to: its exit code is then 0, not the
    /// signal's. It is told once it has [#started].
    static GracefulShutdown exitingWithSuccess() {
        return register(new GracefulShutdown(() -> Runtime.getRuntime().halt(Cli.ExitCode.SUCCEEDED)));
    }

    private static GracefulShutdown register(GracefulShutdown end) {
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /// The command's start is over.
    void started() {
        started.countDown();
    }

    private void interruptAndWait() {
        try {
            var _ = started.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            command.interrupt();
            // Nothing is lost when patience runs out: what is not recorded is done again.
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
            // The process is ending already, and the hook has done what it is for.
        }
    }
}
