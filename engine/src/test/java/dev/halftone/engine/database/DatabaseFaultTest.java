package dev.halftone.engine.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halftone.engine.TestDatabases;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.RequestOptions;
import dev.halftone.imaging.Recipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the ledger says when SQLite's files do not do as they should, and that it goes on once they do.
class DatabaseFaultTest {
    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(TestDatabases.sqlite(folder));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void reportsLockOfAnotherProgram() throws SQLException {
        try (var _ = locked()) {
            assertThat(fault()).contains("the database is locked by another program");
        }

        assertThat(accepted()).isEqualTo(1);
    }

    /// The driver takes a transaction for begun that the lock has kept from beginning.
    @Test
    void keepsTransactionsAtomicAfterLock() throws SQLException {
        try (var _ = locked()) {
            fault();
        }

        var failure = catchThrowable(() -> ledger.transactions().run(() -> {
            accept();
            throw new IllegalStateException("half way");
        }));

        assertThat(failure).hasMessage("half way");
        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void readsDuringAnotherProgramsLock() throws SQLException {
        ledger.transactions().run(this::accept);

        try (var _ = locked()) {
            assertThat(ledger.requests().newestFirst("", Long.MAX_VALUE, 10)).hasSize(1);
        }
    }

    @Test
    void reportsMovedFileAndRecovers() throws IOException {
        var elsewhere = folder.resolve("elsewhere.db");

        Files.move(database(), elsewhere);
        assertThat(fault().orElseThrow()).contains("the database file was moved");
        assertThat(ledger.problem()).isPresent();
        Files.move(elsewhere, database());

        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void reportsReplacedFile() throws IOException {
        var copy = Files.copy(database(), folder.resolve("copy.db"));
        var original = folder.resolve("original.db");
        Files.move(database(), original);

        Files.move(copy, database());
        assertThat(fault().orElseThrow()).contains("the database file was moved or replaced");
        Files.delete(database());
        Files.move(original, database());

        assertThat(accepted()).isEqualTo(1);
    }

    @Test
    void losesNothingWhenLogIsDeleted() throws IOException {
        ledger.transactions().run(this::accept);

        Files.delete(log());
        assertThat(fault().orElseThrow()).contains("the log of the database was moved");
        ledger.close();
        ledger = Ledger.open(TestDatabases.sqlite(folder));

        assertThat(accepted()).isEqualTo(2);
        assertThat(TestDatabases.integrityCheck(database())).isEqualTo("ok");
    }

    @Test
    void reportsFileThatIsNotADatabase() throws IOException {
        var text = Files.writeString(folder.resolve("text.db"), "not a database at all, but long enough to be read\n");

        var failure = catchThrowable(() -> Ledger.open("jdbc:sqlite:" + text));

        assertThat(failure).isInstanceOf(DatabaseUnavailableException.class).hasMessageContaining("not a database");
    }

    @Test
    void reportsDamagedPages() throws IOException {
        ledger.transactions().run(this::accept);
        ledger.close();
        damage();

        var failure = catchThrowable(() -> Ledger.open(TestDatabases.sqlite(folder)));

        assertThat(failure).isInstanceOf(DatabaseUnavailableException.class).hasMessageContaining("malformed");
    }

    @Test
    void doesNotReportBugAsFault() {
        assertThat(DatabaseFault.of(new IllegalStateException("a bug"))).isEmpty();
        assertThat(DatabaseFault.of(new SQLException("no such table", "42P01"))).isEmpty();
    }

    /// The words for what keeps a request from being accepted.
    private Optional<String> fault() {
        return DatabaseFault.of(catchThrowable(() -> ledger.transactions().run(this::accept)))
                .map(DatabaseFault::message);
    }

    private void accept() {
        var options = new RequestOptions(Recipe.defaults(), Optional.empty());
        var idempotency = new Idempotency(Optional.empty(), "f");
        ledger.requests()
                .accept(
                        new NewRequest(RequestId.random(), "", options, "out/", idempotency, new Size(1, 1, "[]", 0)),
                        Instant.EPOCH);
    }

    /// How many requests there are after one more was accepted.
    private int accepted() {
        ledger.transactions().run(this::accept);
        return ledger.requests().newestFirst("", Long.MAX_VALUE, 10).size();
    }

    private Connection locked() throws SQLException {
        var other = DriverManager.getConnection(TestDatabases.sqlite(folder));
        try (var statement = other.createStatement()) {
            statement.execute("begin exclusive");
        }
        return other;
    }

    /// Every page of the database but the first, which has the schema.
    private void damage() throws IOException {
        try (var file = FileChannel.open(database(), StandardOpenOption.WRITE)) {
            for (var page = 4096L; page < file.size(); page += 4096) {
                file.write(ByteBuffer.wrap("garbage ".repeat(512).getBytes(US_ASCII)), page);
            }
        }
    }

    private Path database() {
        return folder.resolve("halftone.db");
    }

    private Path log() {
        return folder.resolve("halftone.db-wal");
    }
}
