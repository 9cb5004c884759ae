package dev.halftone.engine.processing;

import dev.halftone.engine.request.CacheEntry;
import dev.halftone.engine.request.CachedResult;
import dev.halftone.engine.request.FailureCode;
import dev.halftone.engine.request.Outcome;
import dev.halftone.engine.request.Outcome.Provenance.Reused;
import dev.halftone.engine.request.Outcome.RetryLater;
import dev.halftone.engine.request.Outcome.Succeeded;
import dev.halftone.engine.request.PublishedImage;
import dev.halftone.engine.request.SourceVersion;
import dev.halftone.engine.storage.ImageFileName;
import dev.halftone.engine.storage.ImageStore;
import java.util.Optional;

/// Publishes what an earlier request has published under the job's own name, where the source is the same as then: the
/// same source and recipe would give the same bytes.
///
/// Each answer is empty where that cannot be, and the image is to be made.
final class CachedImages {
    private final ImageStore store;

    CachedImages(ImageStore store) {
        this.store = store;
    }

    /// For a job whose server says that nothing has changed.
    Optional<Outcome> ofUnchanged(ImageJob job) {
        return job.cache()
                .flatMap(cacheEntry -> cacheEntry
                        .result()
                        .flatMap(cachedResult -> publish(job, cachedResult, origin(cacheEntry, cachedResult))));
    }

    private static SourceVersion origin(CacheEntry cacheEntry, CachedResult cachedResult) {
        return new SourceVersion(cacheEntry.key(), cachedResult.content(), cachedResult.validators());
    }

    /// For a job whose source has come, from wherever: servers say that things are new which are not.
    Optional<Outcome> ofSame(ImageJob job, SourceVersion sourceVersion) {
        return job.cache()
                .flatMap(CacheEntry::result)
                .filter(cachedResult -> cachedResult.content().equals(sourceVersion.content()))
                .flatMap(cachedResult -> publish(job, cachedResult, sourceVersion));
    }

    private Optional<Outcome> publish(ImageJob job, CachedResult cachedResult, SourceVersion sourceVersion) {
        var earlier = cachedResult.publishedImage();
        var published = new ImageFileName(earlier.fileName());
        var name = ImageFileName.of(job.request(), job.image(), published.format());
        return store.publishCopy(published, name).map(answer -> switch (answer) {
            case ImageStore.PublishResult.Done() -> succeeded(name, earlier, sourceVersion);
            case ImageStore.PublishResult.Failed(var why) ->
                new RetryLater(FailureCode.STORAGE_FAILED, why, Optional.empty());
        });
    }

    private static Outcome succeeded(ImageFileName name, PublishedImage earlier, SourceVersion sourceVersion) {
        return new Succeeded(
                name.text(),
                earlier.bytesIn(),
                earlier.bytesOut(),
                earlier.width(),
                earlier.height(),
                new Reused(sourceVersion));
    }
}
