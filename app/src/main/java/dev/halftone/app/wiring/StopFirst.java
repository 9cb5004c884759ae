package dev.halftone.app.wiring;

import org.springframework.context.SmartLifecycle;

/// Something to be done first of all when the server stops: Spring stops the highest phase first, Tomcat's is lower.
final class StopFirst implements SmartLifecycle {
    private final Runnable stopping;
    private volatile boolean running;

    StopFirst(Runnable stopping) {
        this.stopping = stopping;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stopping.run();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
