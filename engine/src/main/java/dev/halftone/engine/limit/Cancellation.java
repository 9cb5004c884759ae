package dev.halftone.engine.limit;

import java.util.HashSet;
import java.util.Set;

/// Wakes the threads that wait on behalf of a request as soon as the request is cancelled or deleted.
public final class Cancellation {
    private final Set<Thread> waiting = new HashSet<>();
    private boolean isCancelled;
    private boolean isAborted;

    public synchronized boolean isCancelled() {
        return isCancelled;
    }

    /// Whether work under way must stop, too.
    public synchronized boolean isAborted() {
        return isAborted;
    }

    /// Ends all waits, current and future. Work under way may end as usual.
    public synchronized void cancel() {
        isCancelled = true;
        waiting.forEach(Thread::interrupt);
    }

    /// Ends all waits and work under way, because nobody wants the results.
    public synchronized void abort() {
        isAborted = true;
        cancel();
    }

    /// A wait that an interrupt ends.
    @FunctionalInterface
    public interface Wait {
        void await() throws InterruptedException;
    }

    /// A wait for something.
    ///
    /// @param <T> what is waited for
    @FunctionalInterface
    public interface WaitFor<T> {
        T await() throws InterruptedException;
    }

    /// Waits.
    ///
    /// @throws InterruptedException when the request is cancelled, or the thread is interrupted
    public void await(Wait wait) throws InterruptedException {
        enter();
        try {
            wait.await();
        } finally {
            leave();
        }
    }

    /// Waits for something. It is returned even if the request is cancelled at the same moment.
    ///
    /// @throws InterruptedException when the request is cancelled, or the thread is interrupted
    public <T> T awaitResult(WaitFor<T> wait) throws InterruptedException {
        enter();
        try {
            return wait.await();
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws InterruptedException {
        if (isCancelled) throw new InterruptedException("the request was cancelled");
        waiting.add(Thread.currentThread());
    }

    /// After this, [#cancel] does not interrupt the thread any more. It may have done so after the wait was
    /// over.
    private synchronized void leave() {
        waiting.remove(Thread.currentThread());
        if (isCancelled) Thread.interrupted();
    }
}
