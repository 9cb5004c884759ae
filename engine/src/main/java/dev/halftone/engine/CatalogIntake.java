package dev.halftone.engine;

import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.GzipInput;
import dev.halftone.engine.fetch.CatalogDownloader;
import dev.halftone.engine.limit.FairnessKey;
import dev.halftone.engine.limit.PrioritySemaphore;
import dev.halftone.engine.limit.Tenancy;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.storage.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/// Downloads, stores and checks incoming catalogue files, whether they become requests or are only validated.
final class CatalogIntake {
    /// Checking a large file keeps a processor busy for seconds. Too many checks at once would leave none for images.
    static final int CHECKS_AT_ONCE = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final CatalogDownloader downloader;
    private final Uploads uploads;
    private final Checker checker;
    private final long maxUploadBytes;
    private final PrioritySemaphore checks = new PrioritySemaphore(CHECKS_AT_ONCE, Tenancy.SHARED);

    CatalogIntake(CatalogDownloader downloader, Uploads uploads, Checker checker, long maxUploadBytes) {
        this.downloader = downloader;
        this.uploads = uploads;
        this.checker = checker;
        this.maxUploadBytes = maxUploadBytes;
    }

    /// Checks a stored file.
    @FunctionalInterface
    interface Checker {
        CatalogCheck check(Path file, CatalogOptions options) throws IOException;
    }

    CatalogDownloader.Result download(String owner, SourceUrl url) {
        return downloader.open(owner, url);
    }

    /// Decompresses the file, so that all later code sees the plain file.
    ///
    /// @throws GzipInput.DamagedGzipException when it is damaged
    /// @throws IOException when the client's stream breaks off
    Uploads.SpoolResult store(RequestId id, InputStream file) throws IOException {
        return uploads.spool(id, GzipInput.decompressed(file), maxUploadBytes);
    }

    /// Checks a file when its owner's turn has come. No owner takes all turns.
    CatalogCheck check(String owner, Path file, CatalogOptions options) throws IOException {
        var turn = new FairnessKey(owner, 0);
        try {
            checks.acquire(turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the file was checked");
        }
        try {
            return checker.check(file, options);
        } finally {
            checks.release(turn);
        }
    }
}
