package dev.halftone.engine.storage;

import dev.halftone.imaging.ImageBytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Publishes images as objects under `images/` of a bucket. Their names are hashes, so they spread over the partitions
/// of an object store.
final class BucketImages implements ImageStore {
    private static final Logger log = LoggerFactory.getLogger(BucketImages.class);
    private static final String CACHE_CONTROL = "public, max-age=31536000, immutable";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final S3Bucket bucket;
    private final InstantSource clock;

    BucketImages(S3Bucket bucket, InstantSource clock) {
        this.bucket = bucket;
        this.clock = clock;
    }

    @Override
    public PublishResult publish(ImageFileName name, ImageBytes bytes) {
        var mediaType = name.format().mediaType();
        var body = RequestBody.fromContentProvider(() -> content(bytes), bytes.size(), mediaType);
        try {
            bucket.put(key(name), body, new S3Bucket.Headers(mediaType, Optional.of(CACHE_CONTROL)));
            return new PublishResult.Done();
        } catch (StorageException e) {
            return failure(name, e);
        }
    }

    private static InputStream content(ImageBytes bytes) {
        return new ByteArrayInputStream(bytes.array());
    }

    /// A bucket that does not answer or refuses will take the image later, so it uses up no attempt.
    private PublishResult failure(ImageFileName name, StorageException e) {
        if (!e.isInterruption()) return new PublishResult.Unavailable(e.publicMessage());
        log.warn("cannot publish {} in {}: {}", name, bucket, e.publicMessage());
        return new PublishResult.Failed(e.publicMessage());
    }

    @Override
    public Optional<PublishResult> publishCopy(ImageFileName published, ImageFileName name) {
        try {
            return bucket.copy(key(published), key(name)) ? Optional.of(new PublishResult.Done()) : Optional.empty();
        } catch (StorageException e) {
            return Optional.of(failure(name, e));
        }
    }

    @Override
    public Optional<StoredImage> find(ImageFileName name) {
        try {
            return bucket.head(key(name)).map(head -> stored(name, head));
        } catch (StorageException e) {
            throw new UncheckedIOException("cannot look for " + name, e);
        }
    }

    private StoredImage stored(ImageFileName name, HeadObjectResponse head) {
        var size = head.contentLength();
        return new StoredImage(
                name,
                size,
                head.lastModified(),
                head.eTag(),
                offset -> offset < size ? bucket.open(key(name), offset, head.eTag()) : InputStream.nullInputStream());
    }

    @Override
    public void delete(Collection<ImageFileName> names) {
        try {
            bucket.delete(names.stream().map(BucketImages::key).toList());
        } catch (StorageException e) {
            throw new UncheckedIOException("cannot delete images in " + bucket, e);
        }
    }

    /// This node may be the only one that does not reach the bucket.
    @Override
    public Optional<Duration> longestWait() {
        return Optional.of(LONGEST_WAIT);
    }

    /// Objects are stored whole or not at all.
    @Override
    public int deleteStale() {
        return 0;
    }

    @Override
    public Optional<String> problem() {
        return bucket.problem(clock.instant()).map(message -> "images: " + message);
    }

    private static String key(ImageFileName name) {
        return "images/" + name;
    }
}
