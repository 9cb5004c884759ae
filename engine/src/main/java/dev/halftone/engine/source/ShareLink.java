package dev.halftone.engine.source;

import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/// A rule that leads from a page about a file, as people copy it from their browser, to the file itself. One for
/// each place where people keep pictures.
@FunctionalInterface
interface ShareLink {
    List<ShareLink> KNOWN = List.of(
            new GitHubBlob(), new GoogleDriveFile(), new DropboxFile(), new GitLabBlob(), new BitbucketSource());

    /// The URL of the file; empty when the URL is no such page.
    Optional<HttpUrl> direct(HttpUrl url);

    /// The URL of the file where a rule knows it, else the URL as it is.
    static HttpUrl resolve(HttpUrl url) {
        return KNOWN.stream()
                .flatMap(rule -> rule.direct(url).stream())
                .findFirst()
                .orElse(url);
    }
}
