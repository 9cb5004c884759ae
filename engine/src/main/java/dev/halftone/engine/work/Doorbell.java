package dev.halftone.engine.work;

/// Tells this node's workers that something was put on the agenda, so that they need not wait for their next look.
/// Where there are no workers, nobody hears it.
public final class Doorbell {
    private volatile Runnable listener = () -> {};

    void answeredBy(Runnable listener) {
        this.listener = listener;
    }

    void ring() {
        listener.run();
    }
}
