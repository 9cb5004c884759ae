package dev.halftone.engine.ledger;

import dev.halftone.imaging.Recipe;
import java.util.Optional;

/// What the caller asked for beside the CSV itself.
public record RequestOptions(Recipe recipe, Optional<WebhookTarget> webhook) {

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
