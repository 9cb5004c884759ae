package dev.halftone.engine.storage;

import dev.halftone.engine.request.ResourceFault;
import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes images as files in one flat folder.
///
/// In a flat folder a file's path is its name, so the folder of `run` matches its CSV, and any web server can serve
/// it. ext4 holds about ten million such names in a folder; beyond that, use an object store.
public final class FolderImages implements ImageStore {
    private static final Logger log = LoggerFactory.getLogger(FolderImages.class);

    private final DurableFolder folder;

    private FolderImages(DurableFolder folder) {
        this.folder = folder;
    }

    /// Creates the folder if it is missing.
    ///
    /// @param clock decides which leftovers are old enough to delete
    public static FolderImages in(Path folder, InstantSource clock) {
        try {
            return new FolderImages(new DurableFolder(folder, DurableFolder.Access.DEFAULT, clock));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the image folder " + folder, e);
        }
    }

    @Override
    public ImageStore.PublishResult publish(ImageFileName name, ImageBytes bytes) {
        try (var part = folder.create()) {
            part.write(ByteBuffer.wrap(bytes.array()));
            folder.commit(part, name.text());
            return new ImageStore.PublishResult.Done();
        } catch (StorageException e) {
            return failure(name, e);
        }
    }

    private ImageStore.PublishResult failure(ImageFileName name, StorageException e) {
        if (ResourceFault.of(e).isPresent()) return new ImageStore.PublishResult.Unavailable(e.publicMessage());
        log.warn("cannot publish {} in {}; the image will be tried again: {}", name, folder, e.publicMessage());
        return new ImageStore.PublishResult.Failed(e.publicMessage());
    }

    @Override
    public Optional<ImageStore.PublishResult> publishCopy(ImageFileName published, ImageFileName name) {
        try {
            return folder.linkOrCopy(published.text(), name.text())
                    ? Optional.of(new ImageStore.PublishResult.Done())
                    : Optional.empty();
        } catch (StorageException e) {
            return Optional.of(failure(name, e));
        }
    }

    @Override
    public Optional<ImageStore.StoredImage> find(ImageFileName name) {
        var file = folder.file(name.text());
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(stored(name, file, attributes)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look for " + name, e);
        }
    }

    private static ImageStore.StoredImage stored(ImageFileName name, Path file, BasicFileAttributes attributes) {
        var lastModified = attributes.lastModifiedTime().toInstant();
        // Size and modification time, to the nanosecond if the file system keeps it, as web servers do.
        var etag = "\"%x-%x%08x\"".formatted(attributes.size(), lastModified.getEpochSecond(), lastModified.getNano());
        return new ImageStore.StoredImage(name, attributes.size(), lastModified, etag, offset -> open(file, offset));
    }

    private static InputStream open(Path file, long offset) throws IOException {
        var channel = FileChannel.open(file);
        return Channels.newInputStream(channel.position(offset));
    }

    @Override
    public void delete(Collection<ImageFileName> names) {
        for (var name : names) {
            try {
                folder.delete(name.text());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + name, e);
            }
        }
    }

    @Override
    public int deleteStale() {
        try {
            return folder.deleteStale(_ -> false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete old files in " + folder, e);
        }
    }

    @Override
    public Optional<String> problem() {
        return folder.problem();
    }
}
