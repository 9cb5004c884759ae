package dev.halftone.engine.source;

import java.util.Optional;
import okhttp3.HttpUrl;

/// `gitlab.com/GROUP/PROJECT/-/blob/REF/PATH` shows what `/-/raw/` is; so does a `gitlab.` of one's own.
final class GitLabBlob implements ShareLink {

    @Override
    public Optional<HttpUrl> direct(HttpUrl url) {
        var dash = url.pathSegments().indexOf("-");
        return isBlob(url, dash)
                ? Optional.of(url.newBuilder().setPathSegment(dash + 1, "raw").build())
                : Optional.empty();
    }

    private static boolean isBlob(HttpUrl url, int dash) {
        return url.host().startsWith("gitlab.")
                && dash > 0
                && url.pathSize() > dash + 3
                && url.pathSegments().get(dash + 1).equals("blob");
    }
}
