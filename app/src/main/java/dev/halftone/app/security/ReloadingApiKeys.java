package dev.halftone.app.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The current keys of the file, reloaded when it changes. A revoked key is rejected from the next request on,
/// without a restart. A missing file rejects everyone. An unreadable file keeps the previous keys, so that an
/// operator's typo does not lock all clients out.
public final class ReloadingApiKeys {
    private static final Logger log = LoggerFactory.getLogger(ReloadingApiKeys.class);

    private final ApiKeyFile file;
    private volatile Snapshot snapshot;

    private ReloadingApiKeys(ApiKeyFile file, Snapshot snapshot) {
        this.file = file;
        this.snapshot = snapshot;
    }

    /// Two changes within the clock's resolution may leave the same time and size, but not the same file.
    ///
    /// @param key identifies the file, such as its inode; empty on file systems without such a key
    private record Version(FileTime modified, long size, Optional<Object> key) {
        static final Version MISSING = new Version(FileTime.fromMillis(0), -1, Optional.empty());
    }

    private record Snapshot(Version version, ApiKeys keys) {}

    /// Loads the file for the first time.
    ///
    /// @throws IllegalArgumentException when the file is malformed or has no key
    static ReloadingApiKeys of(ApiKeyFile file) {
        try {
            var snapshot = new Snapshot(version(file), file.read());
            if (snapshot.keys().entries().isEmpty())
                throw new IllegalArgumentException(
                        "there is no key in %1$s; create one: halftone keys create NAME --api-keys %1$s"
                                .formatted(file.path()));
            return new ReloadingApiKeys(file, snapshot);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the API keys: " + e.getMessage(), e);
        }
    }

    public ApiKeys current() {
        try {
            var version = version(file);
            if (!version.equals(snapshot.version())) snapshot = new Snapshot(version, reload());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the API keys in " + file.path(), e);
        }
        return snapshot.keys();
    }

    private ApiKeys reload() {
        try {
            var keys = file.read();
            log.info("reloaded the API keys: {} keys", keys.entries().size());
            return keys;
        } catch (IOException e) {
            log.error("cannot read the API keys, so the previous ones stay valid; fix the file: {}", e.getMessage());
            return snapshot.keys();
        }
    }

    private static Version version(ApiKeyFile file) throws IOException {
        try {
            var attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return new Version(
                    attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
        } catch (NoSuchFileException e) {
            return Version.MISSING;
        }
    }
}
