package dev.halftone.engine.ledger;

import dev.halftone.imaging.Recipe;
import java.util.Optional;

/// What the caller asked for beside the CSV itself.
public record RequestOptions(Recipe recipe, Optional<WebhookTarget> webhook, Cache cache) {

    /// With the cache, as is usual.
    public RequestOptions(Recipe recipe, Optional<WebhookTarget> webhook) {
        this(recipe, webhook, Cache.USE);
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
}
