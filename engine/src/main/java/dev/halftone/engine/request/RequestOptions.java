package dev.halftone.engine.request;

import dev.halftone.imaging.Recipe;
import java.util.Locale;
import java.util.Optional;

/// The options of a request, submitted with the catalogue file.
public record RequestOptions(
        Recipe recipe, Optional<WebhookTarget> webhook, CacheUse cacheUse, CatalogOptions catalog, RequestName name) {

    /// The options without a name.
    public RequestOptions(Recipe recipe, Optional<WebhookTarget> webhook, CacheUse cacheUse, CatalogOptions catalog) {
        this(recipe, webhook, cacheUse, catalog, RequestName.NONE);
    }

    /// The options without any about the file.
    public RequestOptions(Recipe recipe, Optional<WebhookTarget> webhook, CacheUse cacheUse) {
        this(recipe, webhook, cacheUse, CatalogOptions.defaults());
    }

    /// The options with the cache in use, which is the default.
    public RequestOptions(Recipe recipe, Optional<WebhookTarget> webhook) {
        this(recipe, webhook, CacheUse.USE);
    }

    public RequestOptions withCatalog(CatalogOptions options) {
        return new RequestOptions(recipe, webhook, cacheUse, options, name);
    }

    public RequestOptions withName(RequestName requestName) {
        return new RequestOptions(recipe, webhook, cacheUse, catalog, requestName);
    }

    /// Where to send the webhook when a request ends.
    ///
    /// @param secret the client's own signing secret; without one the server's is used
    public record WebhookTarget(String url, Optional<String> secret) {
        @Override
        public String toString() {
            return "WebhookTarget[secret hidden]";
        }
    }

    /// Whether a request may reuse results of earlier requests, and later requests may reuse its results.
    public enum CacheUse {
        USE,
        NONE;

        /// The name in the API and the database.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The value with this name, if there is one.
        public static Optional<CacheUse> find(String text) {
            for (var cacheUse : values()) if (cacheUse.text().equals(text)) return Optional.of(cacheUse);
            return Optional.empty();
        }

        public static CacheUse of(String text) {
            return find(text).orElseThrow();
        }
    }
}
