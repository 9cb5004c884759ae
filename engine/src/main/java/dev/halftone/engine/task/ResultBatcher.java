package dev.halftone.engine.task;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.halftone.engine.task.ResultRecorder.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/// Has results recorded in batches, those of all chunks together: whatever gathers while a batch is being written is
/// the next one. With a transaction for each chunk, each would wait for all others: SQLite has one writer, and a commit
/// is a write to disk.
///
/// A batch is written on a thread of its own, which lasts as long as there is something to write: that of a chunk
/// may be interrupted, and the others' results would be lost with it. Between two batches it waits a little: on a
/// quick disk each result would else have a transaction, that is a dozen statements, to itself.
final class ResultBatcher {
    private static final Duration GATHERING = Duration.ofMillis(40);

    private final ResultRecorder resultRecorder;
    private List<PendingWrite> slips = new ArrayList<>();
    private boolean isWriting;

    ResultBatcher(ResultRecorder resultRecorder) {
        this.resultRecorder = resultRecorder;
    }

    /// Some results of one request.
    ///
    /// @param isThere tells, once they are recorded, whether the request is still there
    private record PendingWrite(long request, List<Result> results, CompletableFuture<Boolean> isThere) {}

    /// Waits until the results are recorded, all or none.
    ///
    /// @return whether the request is still there
    boolean record(long request, List<Result> results) throws InterruptedException {
        var pendingWrite = new PendingWrite(request, results, new CompletableFuture<>());
        enqueue(pendingWrite);
        try {
            return pendingWrite.isThere().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("results of request " + request + " are not recorded", e.getCause());
        }
    }

    private synchronized void enqueue(PendingWrite pendingWrite) {
        slips.add(pendingWrite);
        if (isWriting) return;
        isWriting = true;
        Thread.ofVirtual().name("secretary").start(this::writeAll);
    }

    private void writeAll() {
        for (var batch = takeAll(); !batch.isEmpty(); batch = takeAll()) {
            write(batch);
            LockSupport.parkNanos(GATHERING.toNanos());
        }
    }

    private synchronized List<PendingWrite> takeAll() {
        var taken = slips;
        slips = new ArrayList<>();
        isWriting = !taken.isEmpty();
        return taken;
    }

    /// One by one when they fail together: what is wrong with one is no reason to lose the others.
    private void write(List<PendingWrite> batch) {
        try {
            var there = new HashSet<Long>();
            RetryOnDatabaseFault.run(() -> there.addAll(resultRecorder.record(byRequest(batch))));
            batch.forEach(pendingWrite -> pendingWrite.isThere().complete(there.contains(pendingWrite.request())));
        } catch (RuntimeException | Error e) {
            if (batch.size() == 1) batch.getFirst().isThere().completeExceptionally(e);
            else batch.forEach(pendingWrite -> write(List.of(pendingWrite)));
        }
    }

    private static SortedMap<Long, List<Result>> byRequest(List<PendingWrite> batch) {
        return batch.stream()
                .collect(groupingBy(
                        PendingWrite::request,
                        TreeMap::new,
                        flatMapping(pendingWrite -> pendingWrite.results().stream(), toList())));
    }
}
