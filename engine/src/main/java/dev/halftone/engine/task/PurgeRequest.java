package dev.halftone.engine.task;

import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.halftone.engine.ledger.Images.AttemptedImage;
import dev.halftone.engine.ledger.Ledger;
import dev.halftone.engine.request.Request;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import dev.halftone.engine.storage.Uploads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Erases a deleted request: first its files, then its rows, which tell what files there may be.
///
/// The rows stay until its last chunk is off the agenda, and then its files are looked for once more: somebody
/// may have been at work on an image, and have published it after we had looked, or have died with it.
final class PurgeRequest {
    private static final int PAGE = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final ImageStore store;
    private final Uploads uploads;
    private final InstantSource clock;

    PurgeRequest(TaskContext taskContext) {
        this.ledger = taskContext.ledger();
        this.store = taskContext.images();
        this.uploads = taskContext.uploads();
        this.clock = taskContext.clock();
    }

    /// Erases what can be erased now.
    ///
    /// @return when to go on; empty when all is gone
    Optional<Instant> run(TaskInstance<Void> task) throws InterruptedException {
        var number = TaskNames.number(task);
        var isWorkedOn = ledger.purge().hasTasks(TaskNames.PROCESS.getTaskName(), TaskNames.requestPrefix(number));
        ledger.requests().get(number).ifPresent(this::eraseFiles);
        if (isWorkedOn) return Optional.of(clock.instant().plus(PAUSE));
        eraseRows(number);
        return Optional.empty();
    }

    private void eraseRows(long number) throws InterruptedException {
        while (ledger.transactions().call(() -> ledger.purge().deleteBatch(number))) {
            if (Thread.interrupted()) throw new InterruptedException("shutting down");
        }
    }

    private void eraseFiles(Request request) {
        uploads.delete(request.id());
        for (var page = page(request, 0);
                !page.isEmpty();
                page = page(request, page.getLast().number())) {
            page.stream().flatMap(image -> names(request, image)).forEach(store::delete);
        }
    }

    private List<AttemptedImage> page(Request request, long after) {
        return ledger.images().attempted(request.number(), after, PAGE);
    }

    private static Stream<ImageFileName> names(Request request, AttemptedImage image) {
        return image.fileName()
                .map(name -> Stream.of(new ImageFileName(name)))
                .orElseGet(() -> ImageFileName.candidates(request.id(), image.number()));
    }
}
