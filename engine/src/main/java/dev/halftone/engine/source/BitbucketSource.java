package dev.halftone.engine.source;

import java.util.Optional;
import okhttp3.HttpUrl;

/// `bitbucket.org/WORKSPACE/REPO/src/REF/PATH` shows what `/raw/` is.
final class BitbucketSource implements ShareLink {

    @Override
    public Optional<HttpUrl> direct(HttpUrl url) {
        return isSource(url)
                ? Optional.of(
                        url.newBuilder().setPathSegment(2, "raw").query(null).build())
                : Optional.empty();
    }

    private static boolean isSource(HttpUrl url) {
        return url.host().equals("bitbucket.org")
                && url.pathSize() > 4
                && url.pathSegments().get(2).equals("src");
    }
}
