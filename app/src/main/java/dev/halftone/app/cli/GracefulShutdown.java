package dev.halftone.app.cli;

import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/// Ends a command in order on Ctrl-C or SIGTERM: says so, interrupts its thread, and keeps the process alive
/// until this is closed. A second Ctrl-C ends the process at once. Open it before, and so close it after,
/// everything the command must release or print. Output after that may be lost.
final class GracefulShutdown implements AutoCloseable {
    /// Interrupting a start would look like a failure. After that, the server's last requests have ten seconds,
    /// and chunks in progress have eight to finish or be returned. Many init systems kill after thirty.
    private static final Duration START_TIMEOUT = Duration.ofSeconds(9);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(18);

    private static final int INTERRUPTED_EXIT = 130;

    private final Thread command = Thread.currentThread();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final PrintStream err;
    private final String message;
    private final Runnable afterStop;
    private final Thread hook = new Thread(this::interruptAndWait, "graceful-shutdown");
    private volatile Runnable beforeMessage = () -> {};

    private GracefulShutdown(PrintStream err, String message, Runnable last) {
        this.err = err;
        this.message = message;
        this.afterStop = last;
    }

    /// For the command on the calling thread.
    ///
    /// @param message what the user is told at once
    static GracefulShutdown forCurrentCommand(PrintStream err, String message) {
        var end = register(new GracefulShutdown(err, message, () -> {}));
        end.started();
        return end;
    }

    /// The same for a command that normally ends by a signal: its exit code is 0, not the signal's. The
    /// interrupt waits until it has [#started].
    static GracefulShutdown exitingWithSuccess(PrintStream err) {
        return register(new GracefulShutdown(
                err, "Stopping.", () -> Runtime.getRuntime().halt(Cli.ExitCode.SUCCEEDED)));
    }

    private static GracefulShutdown register(GracefulShutdown end) {
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    /// Runs `action` before the message, as a progress bar needs that has left the cursor in its line.
    void beforeMessage(Runnable action) {
        beforeMessage = action;
    }

    /// Tells that the command has started.
    void started() {
        started.countDown();
    }

    private void interruptAndWait() {
        beforeMessage.run();
        err.println(message + " Press Ctrl-C again to end now.");
        haltOnNextInterrupt();
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

    /// The JVM ignores further signals while it shuts down. Its interface for them has no public name, so javac
    /// warns of any use but this one; without it, a second Ctrl-C has no effect.
    private static void haltOnNextInterrupt() {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var halt = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (_, _, _) -> {
                Runtime.getRuntime().halt(INTERRUPTED_EXIT);
                return null;
            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), halt);
        } catch (ReflectiveOperationException e) {
            LoggerFactory.getLogger(GracefulShutdown.class).debug("a second Ctrl-C has no effect", e);
        }
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
