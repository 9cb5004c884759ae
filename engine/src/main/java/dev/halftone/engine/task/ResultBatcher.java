package dev.halftone.engine.task;

import dev.halftone.engine.task.ResultRecorder.ChunkResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/// Records the results of all chunks in shared batches: results that arrive while a batch is being written form the
/// next one. With a transaction for each chunk, each would wait for all others, because SQLite has one writer and a
/// commit writes to disk.
///
/// Batches are written on a thread of their own, which lives as long as there is something to write. The thread of a
/// chunk may be interrupted, and results of other chunks would be lost with it.
final class ResultBatcher {
    /// The pause between two batches. On a fast disk each result would otherwise get a transaction of a dozen
    /// statements to itself.
    private static final Duration BATCH_INTERVAL = Duration.ofMillis(40);

    private final ResultRecorder recorder;
    private List<PendingWrite> pending = new ArrayList<>();
    private boolean isWriting;

    ResultBatcher(ResultRecorder recorder) {
        this.recorder = recorder;
    }

    /// Results of a chunk.
    ///
    /// @param exists completed once they are recorded: whether the request still exists
    private record PendingWrite(ChunkResults chunk, CompletableFuture<Boolean> exists) {}

    /// Waits until the results are recorded, all or none.
    ///
    /// @return whether the request still exists
    boolean record(ChunkResults chunk) throws InterruptedException {
        var write = new PendingWrite(chunk, new CompletableFuture<>());
        enqueue(write);
        try {
            return write.exists().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot record results of request " + chunk.request(), e.getCause());
        }
    }

    private synchronized void enqueue(PendingWrite write) {
        pending.add(write);
        if (isWriting) return;
        isWriting = true;
        Thread.ofVirtual().name("result-batcher").start(this::writeAll);
    }

    private void writeAll() {
        for (var batch = takeBatch(); !batch.isEmpty(); batch = takeBatch()) {
            write(batch);
            LockSupport.parkNanos(BATCH_INTERVAL.toNanos());
        }
    }

    private synchronized List<PendingWrite> takeBatch() {
        var batch = pending;
        pending = new ArrayList<>();
        isWriting = !batch.isEmpty();
        return batch;
    }

    /// If a batch fails, its parts are written one by one: one bad write must not lose the others.
    private void write(List<PendingWrite> batch) {
        try {
            var chunks = batch.stream().map(PendingWrite::chunk).toList();
            var existing = new HashSet<Long>();
            RetryOnDatabaseFault.run(() -> existing.addAll(recorder.record(chunks)));
            batch.forEach(write ->
                    write.exists().complete(existing.contains(write.chunk().request())));
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1) batch.getFirst().exists().completeExceptionally(e);
            else batch.forEach(write -> write(List.of(write)));
        }
    }
}
