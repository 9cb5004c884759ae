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

/// Stores the uploaded CSV of each request under the request's id, readable only by this process's user.
public final class Uploads {
    private static final Logger log = LoggerFactory.getLogger(Uploads.class);
    private static final String SUFFIX = ".csv";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final DurableFolder folder;

    private Uploads(DurableFolder folder) {
        this.folder = folder;
    }

    /// Creates the folder if it is missing.
    ///
    /// @param clock decides which files are old enough to delete
    public static Uploads in(Path folder, InstantSource clock) {
        try {
            return new Uploads(new DurableFolder(folder, DurableFolder.Access.PRIVATE, clock));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the upload folder " + folder, e);
        }
    }

    /// Copies the stream to disk with one buffer in memory.
    ///
    /// @throws IOException from the stream if the sender fails; then nothing is kept
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

    /// Deletes the upload if it exists.
    public void delete(RequestId request) {
        try {
            folder.delete(name(request));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the upload of request " + request, e);
        }
    }

    /// Deletes partial uploads and uploads without a request, whose process died before it accepted the
    /// request. Keeps files written to within the last hour, since their request may be about to be
    /// accepted.
    ///
    /// @return how many
    public int deleteStale(Predicate<RequestId> known) {
        try {
            return folder.deleteStale(
                    file -> request(file).filter(known.negate()).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete old files in " + folder, e);
        }
    }

    /// Does the same for files of any age. Only before the first upload: no other process uses the folder,
    /// so a dead process left these files.
    ///
    /// @return how many
    public int deleteUnknown(Predicate<RequestId> known) {
        try {
            return folder.deleteAll(file -> request(file).filter(known.negate()).isPresent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete files in " + folder, e);
        }
    }

    /// Why uploads cannot be stored, as a message for the operator; empty if they can.
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

    /// The result of storing an upload.
    public sealed interface SpoolResult {

        /// The whole upload is on disk.
        ///
        /// @param sha256 of its bytes, in 64 lower-case hexadecimal digits
        record Stored(Path file, long bytes, String sha256) implements SpoolResult {}

        /// The upload exceeded the limit; nothing is kept.
        record TooLarge(long maxBytes) implements SpoolResult {}

        /// The disk failed; nothing is kept.
        ///
        /// @param message the reason; safe to show to clients, because it names no path
        record Failed(String message) implements SpoolResult {}
    }
}
