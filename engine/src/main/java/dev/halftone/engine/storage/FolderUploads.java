package dev.halftone.engine.storage;

import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores uploads in a folder, each under its request's id, readable only by this process's user.
public final class FolderUploads implements Uploads {
    private static final Logger log = LoggerFactory.getLogger(FolderUploads.class);
    private static final String SUFFIX = ".csv";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final DurableFolder folder;

    private FolderUploads(DurableFolder folder) {
        this.folder = folder;
    }

    /// Creates the folder if it is missing.
    ///
    /// @param clock decides which files are old enough to delete
    public static FolderUploads in(Path folder, InstantSource clock) {
        try {
            return new FolderUploads(new DurableFolder(folder, DurableFolder.Access.PRIVATE, clock));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the upload folder " + folder, e);
        }
    }

    @Override
    public SpoolResult spool(RequestId request, InputStream in, long maxBytes) throws IOException {
        try (var part = folder.create()) {
            var hashed = new DigestInputStream(in, Sha256.start());
            if (!copy(hashed, part, maxBytes)) return new SpoolResult.TooLarge(maxBytes);
            folder.commit(part, name(request));
            var sha256 = HexFormat.of().formatHex(hashed.getMessageDigest().digest());
            return new SpoolResult.Stored(file(request), part.bytes(), sha256);
        } catch (StorageException e) {
            log.warn("cannot store the upload of request {} in {}: {}", request, folder, e.publicMessage());
            return new SpoolResult.Failed(e.publicMessage());
        }
    }

    private static boolean copy(InputStream in, TemporaryFile part, long maxBytes) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (part.bytes() + read > maxBytes) return false;
            part.write(ByteBuffer.wrap(buffer, 0, read));
        }
        return true;
    }

    /// The file of the upload, whether it exists or not.
    public Path file(RequestId request) {
        return folder.file(name(request));
    }

    /// A spooled upload is safe already.
    @Override
    public Optional<String> keep(RequestId request) {
        return Optional.empty();
    }

    @Override
    public void discard(RequestId request) {
        delete(request);
    }

    @Override
    public LocalFile open(RequestId request) throws IOException {
        var file = file(request);
        if (Files.notExists(file)) throw new NoSuchFileException("the upload of request " + request);
        return () -> file;
    }

    @Override
    public void delete(RequestId request) {
        try {
            folder.delete(name(request));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the upload of request " + request, e);
        }
    }

    @Override
    public int deleteStale(Predicate<RequestId> known) {
        try {
            return folder.deleteStale(
                    file -> request(file).filter(known.negate()).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete old files in " + folder, e);
        }
    }

    /// No other process uses the folder, so a dead one left these files.
    @Override
    public int deleteLeftovers(Predicate<RequestId> known) {
        try {
            return folder.deleteAll(file -> request(file).filter(known.negate()).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete files in " + folder, e);
        }
    }

    @Override
    public Optional<String> problem() {
        return folder.problem();
    }

    private static String name(RequestId request) {
        return request + SUFFIX;
    }

    private static Optional<RequestId> request(Path file) {
        var name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX)) return Optional.empty();
        var id = name.substring(0, name.length() - SUFFIX.length());
        return RequestId.isId(id) ? Optional.of(new RequestId(id)) : Optional.empty();
    }
}
