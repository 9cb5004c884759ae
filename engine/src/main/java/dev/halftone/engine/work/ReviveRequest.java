package dev.halftone.engine.work;

import com.github.kagkarlsson.scheduler.task.TaskInstance;

/// Goes on with a [Revival] to its end.
final class ReviveRequest {
    private final Revival revival;

    ReviveRequest(Revival revival) {
        this.revival = revival;
    }

    void run(TaskInstance<Void> task) throws InterruptedException {
        while (revival.goOn(Errand.number(task), Errand.ordinal(task))) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
    }
}
