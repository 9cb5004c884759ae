package dev.halftone.engine.request;

import dev.halftone.imaging.Recipe;
import java.util.Locale;
import java.util.Optional;

/// What the caller asked for beside the CSV itself.
public record RequestOptions(Recipe recipe, Optional<WebhookTarget> webhook, CacheUse cacheUse) {

    /// With the cache, as is usual.
    public RequestOptions(Recipe recipe, Optional<WebhookTarget> webhook) {
        this(recipe, webhook, CacheUse.USE);
    }

    /// Where the end of a request is announced.
    ///
    /// @param secret the caller's own signing secret; without one the server's is used
    public record WebhookTarget(String url, Optional<String> secret) {
        @Override
        public String toString() {
            return "WebhookTarget[secret hidden]";
        }
    }

    /// Whether a request may use what earlier ones have published, and leave its own to later ones.
    public enum CacheUse {
        USE,
        NONE;

        /// The word for it in the API and the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The choice a word stands for, where it stands for one.
        public static Optional<CacheUse> ofWord(String word) {
            for (var cacheUse : values()) if (cacheUse.word().equals(word)) return Optional.of(cacheUse);
            return Optional.empty();
        }

        public static CacheUse of(String word) {
            return ofWord(word).orElseThrow();
        }
    }
}
