package dev.halftone.engine.storage;

import dev.halftone.engine.request.RequestId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;

/// Stores uploads as objects under `uploads/` of a bucket. This machine's folder has copies only: from the upload until
/// the CSV has been read here, at most for an hour.
final class BucketUploads implements Uploads {
    private static final Logger log = LoggerFactory.getLogger(BucketUploads.class);
    private static final String PREFIX = "uploads/";
    private static final S3Bucket.Headers HEADERS = new S3Bucket.Headers("text/csv", Optional.empty());

    private final S3Bucket bucket;
    private final FolderUploads copies;
    private final InstantSource clock;

    BucketUploads(S3Bucket bucket, FolderUploads copies, InstantSource clock) {
        this.bucket = bucket;
        this.copies = copies;
        this.clock = clock;
    }

    @Override
    public SpoolResult spool(RequestId request, InputStream in, long maxBytes) throws IOException {
        return copies.spool(request, in, maxBytes);
    }

    @Override
    public Optional<String> keep(RequestId request) {
        try {
            bucket.put(key(request), RequestBody.fromFile(copies.file(request)), HEADERS);
            return Optional.empty();
        } catch (StorageException e) {
            log.warn("cannot store the upload of request {} in {}: {}", request, bucket, e.publicMessage());
            return Optional.of(e.publicMessage());
        }
    }

    @Override
    public void discard(RequestId request) {
        copies.discard(request);
    }

    @Override
    public LocalFile open(RequestId request) throws IOException {
        var copy = copies.file(request);
        if (Files.notExists(copy)) download(request);
        return new LocalFile() {
            @Override
            public Path path() {
                return copy;
            }

            @Override
            public void close() {
                copies.delete(request);
            }
        };
    }

    private void download(RequestId request) throws IOException {
        try (var in = bucket.open(key(request))) {
            if (copies.spool(request, in, Long.MAX_VALUE) instanceof SpoolResult.Failed(var message))
                throw new IOException("cannot copy the upload of request %s: %s".formatted(request, message));
        }
    }

    @Override
    public void delete(RequestId request) {
        copies.delete(request);
        try {
            bucket.delete(List.of(key(request)));
        } catch (StorageException e) {
            throw new UncheckedIOException("cannot delete the upload of request " + request, e);
        }
    }

    @Override
    public int deleteStale(Predicate<RequestId> known) {
        try {
            return copies.deleteStale(_ -> false)
                    + bucket.deleteStale(
                            PREFIX,
                            clock.instant().minus(DurableFolder.STALE_AFTER),
                            name -> RequestId.isId(name) && !known.test(new RequestId(name)));
        } catch (StorageException e) {
            throw new UncheckedIOException("cannot delete old uploads in " + bucket, e);
        }
    }

    @Override
    public int deleteLeftovers(Predicate<RequestId> known) {
        return copies.deleteLeftovers(_ -> false);
    }

    @Override
    public Optional<String> problem() {
        return copies.problem();
    }

    private static String key(RequestId request) {
        return PREFIX + request;
    }
}
