package dev.halftone.app.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// All who have a key, in the order in which they got it.
public record ApiKeys(List<Entry> entries) {
    static final ApiKeys EMPTY = new ApiKeys(List.of());

    public ApiKeys {
        entries = List.copyOf(entries);
    }

    /// Whose key this is. Every holder is looked at, so that the time tells nothing of who it is.
    public Optional<Entry> find(ApiKey key) {
        return entries.stream().filter(holder -> holder.matches(key)).reduce((_, last) -> last);
    }

    public Optional<Entry> findById(String id) {
        return entries.stream().filter(holder -> holder.id().equals(id)).findFirst();
    }

    public Optional<Entry> findByName(String name) {
        return entries.stream().filter(holder -> holder.name().equals(name)).findFirst();
    }

    /// Somebody with a key, and what is kept of it.
    ///
    /// @param id stands for the holder everywhere, and is never given to another: whoever gets a key of the
    /// same name later does not see this one's requests
    /// @param name what people call it
    /// @param digest of the key, as [ApiKey#digest] gives it
    public record Entry(String id, String name, String digest, Instant createdAt) {
        private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
        private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

        public Entry {
            require(ID, id, "an id is 16 hexadecimal digits");
            require(NAME, name, "a key's name has 1 to 64 letters, digits, dots, hyphens and underscores");
            require(DIGEST, digest, "a digest is 64 hexadecimal digits");
        }

        public static Entry of(String id, String name, ApiKey key, Instant made) {
            return new Entry(id, name, key.digest(), made);
        }

        private static void require(Pattern pattern, String value, String rule) {
            if (!pattern.matcher(value).matches()) throw new IllegalArgumentException(rule);
        }

        /// In a time that tells nothing of how alike the digests are.
        boolean matches(ApiKey key) {
            return MessageDigest.isEqual(digest.getBytes(US_ASCII), key.digest().getBytes(US_ASCII));
        }

        @Override
        public String toString() {
            return name + " (" + id + ")";
        }
    }
}
