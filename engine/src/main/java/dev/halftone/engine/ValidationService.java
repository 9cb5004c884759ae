package dev.halftone.engine;

import dev.halftone.engine.SubmissionService.CatalogFile;
import dev.halftone.engine.catalog.CatalogCheck;
import dev.halftone.engine.catalog.GzipInput;
import dev.halftone.engine.fetch.CatalogDownloader;
import dev.halftone.engine.request.CatalogOptions;
import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.SourceUrl;
import dev.halftone.engine.storage.Uploads;
import java.io.IOException;
import java.io.InputStream;

/// Checks catalogue files as [SubmissionService] does, but does not keep them.
public final class ValidationService {
    private final CatalogIntake intake;
    private final Uploads uploads;

    ValidationService(CatalogIntake intake, Uploads uploads) {
        this.intake = intake;
        this.uploads = uploads;
    }

    /// The result of checking a file without a request.
    public sealed interface Result {
        record Checked(CatalogCheck check) implements Result {}

        record TooLarge(long maxBytes) implements Result {}

        /// As [SubmitResult.SourceNotFound].
        record SourceNotFound(String why) implements Result {}

        record TooManyDownloads() implements Result {}

        /// The disk failed.
        ///
        /// @param message the reason; safe to show to clients
        record NotStored(String message) implements Result {}
    }

    /// Checks a file.
    ///
    /// @param owner who asks; empty on a server without API keys
    /// @throws IOException when the client's stream breaks off
    public Result validate(String owner, CatalogFile file, CatalogOptions options) throws IOException {
        return switch (file) {
            case CatalogFile.Uploaded(var content) -> validate(owner, content, options);
            case CatalogFile.Linked(var url) -> validateLinked(owner, url, options);
        };
    }

    private Result validateLinked(String owner, SourceUrl url, CatalogOptions options) throws IOException {
        return switch (intake.download(owner, url)) {
            case CatalogDownloader.Result.NotFound(var why) -> new Result.SourceNotFound(why);
            case CatalogDownloader.Result.Busy() -> new Result.TooManyDownloads();
            case CatalogDownloader.Result.Opened(var download) -> {
                try (download) {
                    yield validate(owner, download.content(), options.withCharset(download.charset()));
                } catch (CatalogDownloader.BrokenOffException e) {
                    yield new Result.SourceNotFound(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private Result validate(String owner, InputStream file, CatalogOptions options) throws IOException {
        var id = RequestId.random();
        try {
            return switch (intake.store(id, file)) {
                case Uploads.SpoolResult.Stored stored ->
                    new Result.Checked(intake.check(owner, stored.file(), options));
                case Uploads.SpoolResult.TooLarge(var maxBytes) -> new Result.TooLarge(maxBytes);
                case Uploads.SpoolResult.Failed(var message) -> new Result.NotStored(message);
            };
        } catch (GzipInput.DamagedGzipException e) {
            return new Result.Checked(new CatalogCheck.Rejected(e.violations(), CatalogCheck.Summary.NONE));
        } finally {
            uploads.discard(id);
        }
    }
}
