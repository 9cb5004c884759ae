package dev.halftone.imaging.jpeg;

import java.lang.ref.SoftReference;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// As many workspaces as there were ever JPEGs worked on at once. Held softly: where memory is short, they go.
final class Workspaces {
    private final Queue<SoftReference<Workspace>> idle = new ConcurrentLinkedQueue<>();

    Workspace take() {
        for (var reference = idle.poll(); reference != null; reference = idle.poll()) {
            var workspace = Optional.ofNullable(reference.get());
            if (workspace.isPresent()) return workspace.get();
        }
        return new Workspace();
    }

    void giveBack(Workspace workspace) {
        idle.add(new SoftReference<>(workspace));
    }
}
