package dev.halftone.app.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys as they stand in their file now: a key that was revoked is refused from the next call on, without a
/// restart.
/// A file that has gone lets nobody in. One that cannot be understood changes nothing: an operator's slip while editing
/// it does not lock all clients out.
public final class WatchedKeys {
    private static final Logger log = LoggerFactory.getLogger(WatchedKeys.class);

    private final KeyFile file;
    private volatile Seen seen;

    private WatchedKeys(KeyFile file, Seen seen) {
        this.file = file;
        this.seen = seen;
    }

    private record Version(FileTime modified, long size) {
        static final Version GONE = new Version(FileTime.fromMillis(0), -1);
    }

    private record Seen(Version version, KeyRing ring) {}

    /// Reads the file for the first time.
    ///
    /// @throws IllegalArgumentException when the file cannot be understood, or has no key
    static WatchedKeys of(KeyFile file) {
        try {
            var seen = new Seen(version(file), file.read());
            if (seen.ring().holders().isEmpty())
                throw new IllegalArgumentException(
                        "there is no key in %1$s; make one: halftone keys create NAME --api-keys %1$s"
                                .formatted(file.path()));
            return new WatchedKeys(file, seen);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the API keys: " + e.getMessage(), e);
        }
    }

    public KeyRing now() {
        try {
            var version = version(file);
            if (!version.equals(seen.version())) seen = new Seen(version, reread());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at the API keys in " + file.path(), e);
        }
        return seen.ring();
    }

    private KeyRing reread() {
        try {
            var ring = file.read();
            log.info(
                    "the API keys have changed; there are {} now",
                    ring.holders().size());
            return ring;
        } catch (IOException e) {
            log.error("cannot read the API keys, so those from before stay good; mend the file: {}", e.getMessage());
            return seen.ring();
        }
    }

    private static Version version(KeyFile file) throws IOException {
        try {
            return new Version(Files.getLastModifiedTime(file.path()), Files.size(file.path()));
        } catch (NoSuchFileException e) {
            return Version.GONE;
        }
    }
}
