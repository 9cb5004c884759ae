package dev.halftone.engine.desk;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.CatalogReader;
import dev.halftone.engine.desk.Receipt.Accepted;
import dev.halftone.engine.desk.Receipt.InvalidCsv;
import dev.halftone.engine.desk.Receipt.KeyReused;
import dev.halftone.engine.desk.Receipt.NotKept;
import dev.halftone.engine.desk.Receipt.Repeated;
import dev.halftone.engine.desk.Receipt.TooLarge;
import dev.halftone.engine.desk.Receipt.TooManyOpen;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.report.ReportJson;
import dev.halftone.engine.request.NewRequest;
import dev.halftone.engine.request.NewRequest.Idempotency;
import dev.halftone.engine.request.NewRequest.Size;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.storage.Uploads;
import dev.halftone.engine.work.Agenda;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Takes uploads. An upload is accepted only when it is valid, safe on disk, and in the ledger together with the
/// task that begins the work; accepted means kept.
public final class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private final Ledger ledger;
    private final Uploads uploads;
    private final CatalogReader catalogReader;
    private final Agenda agenda;
    private final ReceptionSettings settings;
    private final InstantSource clock;
    private final JsonMapper json = ReportJson.mapper();

    public Reception(
            Ledger ledger,
            Uploads uploads,
            CatalogReader catalogReader,
            Agenda agenda,
            ReceptionSettings settings,
            InstantSource clock) {
        this.ledger = ledger;
        this.uploads = uploads;
        this.catalogReader = catalogReader;
        this.agenda = agenda;
        this.settings = settings;
        this.clock = clock;
    }

    /// Takes an upload to its end.
    ///
    /// @throws IOException the sender's: its stream broke off
    public Receipt receive(Submission submission) throws IOException {
        return switch (uploads.spool(submission.id(), submission.csv(), settings.maxUploadBytes())) {
            case Uploads.SpoolResult.Stored stored -> receive(submission, stored);
            case Uploads.SpoolResult.TooLarge(var maxBytes) -> new TooLarge(maxBytes);
            case Uploads.SpoolResult.Failed(var message) -> new NotKept(message);
        };
    }

    private Receipt receive(Submission submission, Uploads.SpoolResult.Stored upload) throws IOException {
        var accepted = false;
        try {
            var receipt = check(submission, upload);
            accepted = receipt instanceof Accepted;
            return receipt;
        } finally {
            // A commit that failed may have been one all the same, and what was accepted is kept.
            if (!accepted && !ledger.requests().exists(submission.id())) uploads.delete(submission.id());
        }
    }

    private Receipt check(Submission submission, Uploads.SpoolResult.Stored upload) throws IOException {
        var idempotency = sameness(submission, upload);
        var earlier = earlier(submission, idempotency);
        if (earlier.isPresent()) return earlier.get();
        if (ledger.requests().countOpen(submission.owner()) >= settings.maxOpenRequests())
            return new TooManyOpen(settings.maxOpenRequests());
        return switch (catalogReader.check(upload.file())) {
            case CatalogCheck.Rejected(var violations) -> new InvalidCsv(violations);
            case CatalogCheck.Accepted csv -> accept(submission, idempotency, csv);
        };
    }

    private Receipt accept(Submission submission, Idempotency idempotency, CatalogCheck.Accepted csv) {
        var number = ledger.transactions().call(() -> enter(newRequest(submission, idempotency, csv)));
        // Another post with the same key may have won between our look and our entry.
        if (number.isEmpty()) return earlier(submission, idempotency).orElseGet(KeyReused::new);
        log.info("request {} accepted: {} rows, {} images", submission.id(), csv.rows(), csv.images());
        return new Accepted(ledger.requests().get(number.get()).orElseThrow());
    }

    private Optional<Long> enter(NewRequest request) {
        var number = ledger.requests().accept(request, clock.instant());
        number.ifPresent(agenda::expand);
        return number;
    }

    private Optional<Receipt> earlier(Submission submission, Idempotency idempotency) {
        return idempotency
                .key()
                .flatMap(key -> ledger.requests().findByKey(submission.owner(), key))
                .map(request -> sameOrNot(request, idempotency));
    }

    private static Receipt sameOrNot(Request request, Idempotency idempotency) {
        var same = request.idempotency().digest().equals(idempotency.digest());
        return same ? new Repeated(request) : new KeyReused();
    }

    private static Idempotency sameness(Submission submission, Uploads.SpoolResult.Stored upload) {
        return new Idempotency(submission.idempotencyKey(), Fingerprint.of(upload.sha256(), submission.options()));
    }

    private NewRequest newRequest(Submission submission, Idempotency idempotency, CatalogCheck.Accepted csv) {
        var warnings = json.writeValueAsString(csv.warnings().first());
        var size = new Size(csv.rows(), csv.images(), warnings, csv.warnings().count());
        return new NewRequest(
                submission.id(), submission.owner(), submission.options(), settings.imageBaseUrl(), idempotency, size);
    }
}
