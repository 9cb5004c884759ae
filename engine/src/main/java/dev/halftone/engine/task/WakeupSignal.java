package dev.halftone.engine.task;

/// Tells this node's workers that something was put on the agenda, so that they need not wait for their next look.
/// Where there are no workers, nobody hears it.
public final class WakeupSignal {
    private volatile Runnable listener = () -> {};

    void onSignal(Runnable listener) {
        this.listener = listener;
    }

    void signal() {
        listener.run();
    }
}
