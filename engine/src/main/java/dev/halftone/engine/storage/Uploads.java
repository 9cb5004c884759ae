package dev.halftone.engine.storage;

import dev.halftone.engine.request.RequestId;
import dev.halftone.engine.request.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the CSV of each request as it was uploaded, under the request's id, readable by this process's user only.
public final class Uploads {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    private static final String SUFFIX = ".csv";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final DurableFolder folder;

    private Uploads(DurableFolder folder) {
        this.folder = folder;
    }

    /// Makes the folder where there is none.
    ///
    /// @param clock tells which files are old enough to be swept
    public static Uploads in(Path folder, InstantSource clock) {
        try {
            return new Uploads(new DurableFolder(folder, DurableFolder.Access.PRIVATE, clock));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder for uploads: " + folder, e);
        }
    }

    /// Copies the stream to disk as it comes, never more than a buffer of it in memory.
    ///
    /// @throws IOException the stream's own, when the sender fails; then nothing is kept either
    public SpoolResult spool(RequestId request, InputStream in, long maxBytes) throws IOException {
        try (var part = folder.create()) {
            var hashed = new DigestInputStream(in, Sha256.start());
            if (!copy(hashed, part, maxBytes)) return new SpoolResult.TooLarge(maxBytes);
            folder.commit(part, name(request));
            var sha256 = HexFormat.of().formatHex(hashed.getMessageDigest().digest());
            return new SpoolResult.Stored(file(request), part.bytes(), sha256);
        } catch (StorageException e) {
            log.warn("cannot keep the upload of request {} in {}: {}", request, folder, e.publicMessage());
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

    /// Where the upload of that request is, if it was kept.
    public Path file(RequestId request) {
        return folder.file(name(request));
    }

    /// Forgets the upload. One that is not there is no error.
    public void delete(RequestId request) {
        try {
            folder.delete(name(request));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the upload of request " + request, e);
        }
    }

    /// Removes half uploads, and uploads that belong to no request: their process died before the request was
    /// accepted. What was written to within the last hour stays, for its request may be about to be accepted.
    /// Tells how many.
    public int deleteStale(Predicate<RequestId> known) {
        try {
            return folder.deleteStale(
                    file -> request(file).filter(known.negate()).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot sweep " + folder, e);
        }
    }

    /// The same however lately they were written to. Only before anybody uploads: the folder is this process's
    /// own, so that what is there was left by one that died.
    public int deleteUnknown(Predicate<RequestId> known) {
        try {
            return folder.deleteAll(file -> request(file).filter(known.negate()).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + folder, e);
        }
    }

    /// What keeps uploads from being taken, in words for the operator; empty when all is well.
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

    /// How taking in an upload ended.
    public sealed interface SpoolResult {

        /// The whole upload is in a file of its own, safe on disk.
        ///
        /// @param sha256 of its bytes, in 64 lower-case hexadecimal digits
        record Stored(Path file, long bytes, String sha256) implements SpoolResult {}

        /// It went on beyond the limit; nothing of it is kept.
        record TooLarge(long maxBytes) implements SpoolResult {}

        /// The disk would not take it; nothing of it is kept.
        ///
        /// @param message why, fit for strangers: it names no path
        record Failed(String message) implements SpoolResult {}
    }
}
