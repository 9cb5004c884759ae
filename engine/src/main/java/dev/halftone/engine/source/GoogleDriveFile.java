package dev.halftone.engine.source;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/// `drive.google.com/file/d/ID/view`, `/open?id=ID` and `/uc?id=ID` lead to `/uc?export=download&id=ID`. A file
/// shared before 2021 may need its `resourcekey`, too.
final class GoogleDriveFile implements ShareLink {
    private static final Pattern FILE_PAGE = Pattern.compile("(?:/a/[^/]+)?/file(?:/u/[0-9]+)?/d/([\\w-]+)(?:/.*)?");

    @Override
    public Optional<HttpUrl> direct(HttpUrl url) {
        if (!url.host().equals("drive.google.com") && !url.host().equals("docs.google.com")) return Optional.empty();
        return idInPath(url).or(() -> idInQuery(url)).map(id -> download(id, url));
    }

    private static Optional<String> idInPath(HttpUrl url) {
        return Optional.of(FILE_PAGE.matcher(url.encodedPath()))
                .filter(page -> page.matches())
                .map(page -> page.group(1));
    }

    private static Optional<String> idInQuery(HttpUrl url) {
        var takesId = Stream.of("/open", "/uc").anyMatch(url.encodedPath()::equals);
        return takesId ? Optional.ofNullable(url.queryParameter("id")) : Optional.empty();
    }

    private static HttpUrl download(String id, HttpUrl page) {
        var download = HttpUrl.get("https://drive.google.com/uc?export=download")
                .newBuilder()
                .addQueryParameter("id", id);
        Optional.ofNullable(page.queryParameter("resourcekey"))
                .ifPresent(key -> download.addQueryParameter("resourcekey", key));
        return download.build();
    }
}
