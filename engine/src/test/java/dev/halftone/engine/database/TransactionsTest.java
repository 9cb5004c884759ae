package dev.halftone.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.halftone.engine.TestDatabases;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.testkit.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionsTest {
    private final Queue<Long> written = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(TestDatabases.sqlite(folder));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aTransactionWaitsBehindFewBatchesOfLargeJobs() throws Exception {
        var threads = new ArrayList<Thread>();
        database.transactions().run(() -> {
            for (var job = 0L; job < 20; job++) threads.add(startBatch(job, job));
            // Two batches wait for the database, the others for their turn.
            Await.until(() ->
                    threads.stream().allMatch(thread -> thread.getState().name().endsWith("WAITING")));
            threads.add(Thread.startVirtualThread(() -> database.transactions().run(() -> written.add(-1L))));
            Await.until(() -> threads.getLast().getState() == Thread.State.TIMED_WAITING);
        });
        for (var thread : threads) thread.join();

        assertThat(written).hasSize(21);
        assertThat(written.stream().toList().indexOf(-1L)).isLessThanOrEqualTo(2);
    }

    @Test
    void theBatchOfTheJobThatHasBeenServedLeastComesFirst() throws Exception {
        var threads = new ArrayList<Thread>();
        database.transactions().run(() -> {
            for (var job = 0L; job < 2; job++) threads.add(startBatch(job, 0));
            Await.until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
            for (var served = 9L; served > 0; served--) {
                threads.add(startBatch(served, served));
                Await.until(() -> threads.getLast().getState() == Thread.State.WAITING);
            }
        });
        for (var thread : threads) thread.join();

        // Two batches are let in at once, and either may write first.
        assertThat(written).startsWith(0L, 0L).hasSize(11);
        var later = written.stream().skip(2).toList();
        for (var served = 1L; served <= 9; served++)
            assertThat(later.indexOf(served)).isCloseTo((int) served - 1, within(1));
    }

    private Thread startBatch(long job, long served) {
        return Thread.startVirtualThread(() -> {
            try {
                database.transactions()
                        .callInTurn(new FairnessKey(Long.toString(job), served), () -> written.add(served));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
