package dev.halftone.engine;

import static dev.halftone.engine.CatalogIntake.CHECKS_AT_ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.CatalogCheck.Accepted;
import dev.halftone.engine.catalog.CatalogCheck.Summary;
import dev.halftone.engine.catalog.CatalogCheck.Warnings;
import dev.halftone.engine.fetch.CatalogDownloader;
import dev.halftone.engine.fetch.FetchSettings;
import dev.halftone.engine.net.AddressGuard;
import dev.halftone.engine.net.AddressPolicy;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.storage.FolderUploads;
import dev.halftone.testkit.Await;
import dev.halftone.testkit.StubDns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CatalogIntakeTest {
    private static final Path SLOW = Path.of("slow.csv");
    private static final Path SMALL = Path.of("small.csv");
    private static final CatalogCheck VALID = new Accepted(1, 1, new Warnings(List.of(), 0), Summary.NONE);

    @TempDir
    private Path folder;

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger slowChecks = new AtomicInteger();
    private CatalogDownloader downloader;
    private CatalogIntake intake;

    @BeforeEach
    void open() {
        var guard = new AddressGuard(AddressPolicy.defaults(), new StubDns()::resolve);
        downloader = new CatalogDownloader(FetchSettings.defaults(), guard);
        var uploads = FolderUploads.in(folder.resolve("uploads"), InstantSource.system());
        intake = new CatalogIntake(downloader, uploads, this::check, 1_000);
    }

    @AfterEach
    void close() {
        gate.countDown();
        clients.close();
        downloader.close();
    }

    private CatalogCheck check(Path file, CatalogOptions options) throws IOException {
        if (file.equals(SLOW)) {
            slowChecks.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        return VALID;
    }

    @Test
    void checksAFewFilesOfAnOwnerAtATimeAndThoseOfOthersMeanwhile() throws ExecutionException, InterruptedException {
        var slow = new ArrayList<Future<CatalogCheck>>();
        for (var i = 0; i < 3 * CHECKS_AT_ONCE; i++) slow.add(submit("greedy", SLOW));
        Await.until(() -> slowChecks.get() == CHECKS_AT_ONCE - 1);

        assertThat(submit("other", SMALL).get()).isEqualTo(VALID);

        // The other owner's check is over, and still none of the greedy one has taken its place.
        assertThat(slowChecks).hasValue(CHECKS_AT_ONCE - 1);
        gate.countDown();
        for (var each : slow) assertThat(each.get()).isEqualTo(VALID);
    }

    private Future<CatalogCheck> submit(String owner, Path file) {
        return clients.submit(() -> intake.check(owner, file, CatalogOptions.defaults()));
    }
}
