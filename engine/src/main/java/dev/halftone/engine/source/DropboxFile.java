package dev.halftone.engine.source;

import java.util.Optional;
import okhttp3.HttpUrl;

/// `dropbox.com/s/ID/NAME?dl=0` and `dropbox.com/scl/fi/ID/NAME?rlkey=KEY&dl=0` are pages; with `raw=1` in place of
/// the `dl=0` they are files. With `dl=1` they are that already.
final class DropboxFile implements ShareLink {

    @Override
    public Optional<HttpUrl> direct(HttpUrl url) {
        return isFilePage(url) ? Optional.of(raw(url)) : Optional.empty();
    }

    private static boolean isFilePage(HttpUrl url) {
        return (url.host().equals("www.dropbox.com") || url.host().equals("dropbox.com"))
                && (url.encodedPath().startsWith("/s/") || url.encodedPath().startsWith("/scl/fi/"))
                && !"1".equals(url.queryParameter("dl"));
    }

    private static HttpUrl raw(HttpUrl url) {
        return url.newBuilder()
                .scheme("https")
                .removeAllQueryParameters("dl")
                .setQueryParameter("raw", "1")
                .build();
    }
}
