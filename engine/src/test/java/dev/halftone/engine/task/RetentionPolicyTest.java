package dev.halftone.engine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.TestDatabases;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.imaging.Recipe;
import dev.halftone.testkit.SettableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionPolicyTest {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private Ledger ledger;
    private TaskScheduler taskScheduler;

    @BeforeEach
    void open() {
        ledger = Ledger.open(TestDatabases.sqlite(folder));
        taskScheduler = new TaskScheduler(SchedulerTables.client(ledger), clock, new TaskScheduler.WakeupSignal());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void deletesAllExpiredRequestsAndNoOthers() {
        ledger.transactions().run(() -> {
            for (var i = 0; i < 250; i++) end(accept());
        });
        clock.advance(Duration.ofHours(1));
        end(accept());
        accept();
        clock.advance(Duration.ofHours(23).plusSeconds(1));

        retirement(Duration.ofDays(1)).run();

        assertThat(ledger.requests().newestFirst("", Long.MAX_VALUE, 500)).hasSize(2);
    }

    @Test
    void deletesNothingWithoutRetentionTime() {
        end(accept());
        clock.advance(Duration.ofDays(10_000));

        retirement(Duration.ZERO).run();

        assertThat(ledger.requests().newestFirst("", Long.MAX_VALUE, 500)).hasSize(1);
    }

    private RetentionPolicy retirement(Duration retention) {
        return new RetentionPolicy(ledger, taskScheduler, retention, clock);
    }

    private long accept() {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var empty = new Size(0, 0, "[]", 0);
        var request =
                new NewRequest(RequestId.random(), "", options, "out/", new Idempotency(Optional.empty(), "f"), empty);
        return ledger.requests().accept(request, clock.instant()).orElseThrow();
    }

    private void end(long request) {
        ledger.requests().finish(request, 0, clock.instant());
    }
}
