package dev.halftone.app.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// All API keys, in the order of their creation.
public record ApiKeys(List<Entry> entries) {
    static final ApiKeys EMPTY = new ApiKeys(List.of());

    public ApiKeys {
        entries = List.copyOf(entries);
    }

    /// The entry of a key. All entries are compared, so that timing does not reveal which one matched.
    public Optional<Entry> find(ApiKey key) {
        return entries.stream().filter(entry -> entry.matches(key)).reduce((_, last) -> last);
    }

    public Optional<Entry> findById(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    public Optional<Entry> findByName(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /// What is stored about a key.
    ///
    /// @param id identifies the owner of requests and is never reused: a later key of the same name does not
    /// see these requests
    /// @param name the name an operator gave it
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

        /// In constant time, so that timing does not reveal how similar the digests are.
        boolean matches(ApiKey key) {
            return MessageDigest.isEqual(digest.getBytes(US_ASCII), key.digest().getBytes(US_ASCII));
        }

        @Override
        public String toString() {
            return name + " (" + id + ")";
        }
    }
}
