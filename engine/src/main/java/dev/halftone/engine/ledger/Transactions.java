package dev.halftone.engine.ledger;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;

/// Groups statements, the scheduler's among them, so that all of them are kept or none.
///
/// Inside nothing slow may happen: on SQLite every other writer waits.
public final class Transactions {
    private final TransactionTemplate template;

    Transactions(TransactionTemplate template) {
        this.template = template;
    }

    public void run(Runnable work) {
        template.executeWithoutResult(transaction -> work.run());
    }

    public <T> T call(Supplier<T> work) {
        return Objects.requireNonNull(template.execute(transaction -> work.get()));
    }
}
