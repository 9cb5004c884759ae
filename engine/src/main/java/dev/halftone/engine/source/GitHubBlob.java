package dev.halftone.engine.source;

import java.util.Optional;
import okhttp3.HttpUrl;

/// `github.com/OWNER/REPO/blob/REF/PATH` shows what `raw.githubusercontent.com/OWNER/REPO/REF/PATH` is.
final class GitHubBlob implements ShareLink {

    @Override
    public Optional<HttpUrl> direct(HttpUrl url) {
        return isBlob(url) ? Optional.of(raw(url)) : Optional.empty();
    }

    private static boolean isBlob(HttpUrl url) {
        return (url.host().equals("github.com") || url.host().equals("www.github.com"))
                && url.pathSize() > 4
                && url.pathSegments().get(2).equals("blob");
    }

    private static HttpUrl raw(HttpUrl url) {
        return url.newBuilder()
                .scheme("https")
                .host("raw.githubusercontent.com")
                .removePathSegment(2)
                .query(null)
                .build();
    }
}
