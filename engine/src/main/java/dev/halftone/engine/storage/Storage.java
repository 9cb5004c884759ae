package dev.halftone.engine.storage;

import java.time.InstantSource;
import java.util.Optional;

/// The storage of one node: where it publishes images and keeps uploads.
public final class Storage implements AutoCloseable {
    private final ImageStore images;
    private final Uploads uploads;
    private final Optional<S3Bucket> bucket;

    private Storage(ImageStore images, Uploads uploads, Optional<S3Bucket> bucket) {
        this.images = images;
        this.uploads = uploads;
        this.bucket = bucket;
    }

    /// Opens the storage. A bucket is connected to when it is needed.
    ///
    /// @param clock the machine's, even after it was set back: files get their times from it
    public static Storage open(StorageLocation location, DataFolder folder, InstantSource clock) {
        var uploads = FolderUploads.in(folder.uploads(), clock);
        return switch (location) {
            case StorageLocation.Folder(var images) ->
                new Storage(FolderImages.in(images, clock), uploads, Optional.empty());
            case StorageLocation.Bucket bucketLocation -> {
                var bucket = S3Bucket.of(bucketLocation);
                yield new Storage(
                        new BucketImages(bucket, clock),
                        new BucketUploads(bucket, uploads, clock),
                        Optional.of(bucket));
            }
        };
    }

    public ImageStore images() {
        return images;
    }

    public Uploads uploads() {
        return uploads;
    }

    @Override
    public void close() {
        bucket.ifPresent(S3Bucket::close);
    }
}
