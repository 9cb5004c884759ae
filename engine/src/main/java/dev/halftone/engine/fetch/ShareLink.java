package dev.halftone.engine.fetch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/// Turns the URL of a page about a file, as people copy it from their browser, into the URL of the file itself.
/// There is one rule for each well-known file host.
@FunctionalInterface
interface ShareLink {
    List<ShareLink> KNOWN = List.of(
            new GitHubBlob(),
            new GoogleDriveFile(),
            new DropboxFile(),
            new GitLabBlob(),
            new BitbucketSource(),
            new SharePointFile(),
            new OneDriveFile(),
            new ImgurImage());

    /// The URL of the file; empty when the URL is not such a page.
    Optional<HttpUrl> direct(HttpUrl url);

    /// The URL of the file if a rule applies, otherwise the URL unchanged.
    static HttpUrl resolve(HttpUrl url) {
        return KNOWN.stream()
                .flatMap(rule -> rule.direct(url).stream())
                .findFirst()
                .orElse(url);
    }

    /// As [#resolve], for catalogue files: a Google Sheet is a file, too.
    static HttpUrl resolveCatalog(HttpUrl url) {
        return new GoogleSheet().direct(url).orElseGet(() -> resolve(url));
    }

    /// `bitbucket.org/WORKSPACE/REPO/src/REF/PATH` is the page of the file at `/raw/`.
    static final class BitbucketSource implements ShareLink {

        @Override
        public Optional<HttpUrl> direct(HttpUrl url) {
            return isSource(url)
                    ? Optional.of(url.newBuilder()
                            .setPathSegment(2, "raw")
                            .query(null)
                            .build())
                    : Optional.empty();
        }

        private static boolean isSource(HttpUrl url) {
            return url.host().equals("bitbucket.org")
                    && url.pathSize() > 4
                    && url.pathSegments().get(2).equals("src");
        }
    }

    /// `dropbox.com/s/ID/NAME?dl=0` and `dropbox.com/scl/fi/ID/NAME?rlkey=KEY&dl=0` are pages. With `raw=1`
    /// instead of `dl=0` they are files. With `dl=1` they already are.
    static final class DropboxFile implements ShareLink {

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

    /// `github.com/OWNER/REPO/blob/REF/PATH` is the page of `raw.githubusercontent.com/OWNER/REPO/REF/PATH`.
    static final class GitHubBlob implements ShareLink {

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

    /// `imgur.com/ID` is the page of `i.imgur.com/ID.jpg`, which sends the image in its own format, whatever the
    /// extension. The names of Imgur's own pages are not as long as an ID, or have other characters.
    static final class ImgurImage implements ShareLink {
        private static final Pattern PAGE = Pattern.compile("/([A-Za-z0-9]{5}|[A-Za-z0-9]{7})");
        private static final Set<String> OWN_PAGES = Set.of("about", "apps", "emerald", "memegen", "privacy", "random");

        @Override
        public Optional<HttpUrl> direct(HttpUrl url) {
            var page = PAGE.matcher(url.encodedPath());
            return Set.of("imgur.com", "www.imgur.com", "m.imgur.com").contains(url.host())
                            && page.matches()
                            && !OWN_PAGES.contains(page.group(1))
                    ? Optional.of(HttpUrl.get("https://i.imgur.com/" + page.group(1) + ".jpg"))
                    : Optional.empty();
        }
    }

    /// `onedrive.live.com/embed?resid=ID&authkey=KEY`, and the same with `redir`, are pages. With `download` in their
    /// place they are files.
    static final class OneDriveFile implements ShareLink {

        @Override
        public Optional<HttpUrl> direct(HttpUrl url) {
            return url.host().equals("onedrive.live.com")
                            && Set.of("/embed", "/redir").contains(url.encodedPath())
                            && url.queryParameter("resid") != null
                    ? Optional.of(url.newBuilder().encodedPath("/download").build())
                    : Optional.empty();
        }
    }

    /// `TENANT.sharepoint.com/:i:/s/SITE/TOKEN` is the page of an image, also on a `-my` host of OneDrive for Business.
    /// With `download=1` it is the file.
    static final class SharePointFile implements ShareLink {
        private static final Pattern FILE_PAGE = Pattern.compile("/:[a-eg-z]:/.+");

        @Override
        public Optional<HttpUrl> direct(HttpUrl url) {
            return url.host().endsWith(".sharepoint.com")
                            && FILE_PAGE.matcher(url.encodedPath()).matches()
                    ? Optional.of(
                            url.newBuilder().setQueryParameter("download", "1").build())
                    : Optional.empty();
        }
    }

    /// `gitlab.com/GROUP/PROJECT/-/blob/REF/PATH` is the page of the file at `/-/raw/`, also on a private
    /// `gitlab.` host.
    static final class GitLabBlob implements ShareLink {

        @Override
        public Optional<HttpUrl> direct(HttpUrl url) {
            var dash = url.pathSegments().indexOf("-");
            return isBlob(url, dash)
                    ? Optional.of(
                            url.newBuilder().setPathSegment(dash + 1, "raw").build())
                    : Optional.empty();
        }

        private static boolean isBlob(HttpUrl url, int dash) {
            return url.host().startsWith("gitlab.")
                    && dash > 0
                    && url.pathSize() > dash + 3
                    && url.pathSegments().get(dash + 1).equals("blob");
        }
    }

    /// `drive.google.com/file/d/ID/view`, `/open?id=ID` and `/uc?id=ID` become `/uc?export=download&id=ID`.
    /// A file shared before 2021 may also need its `resourcekey`.
    static final class GoogleDriveFile implements ShareLink {
        private static final Pattern FILE_PAGE =
                Pattern.compile("(?:/a/[^/]+)?/file(?:/u/[0-9]+)?/d/([\\w-]+)(?:/.*)?");

        @Override
        public Optional<HttpUrl> direct(HttpUrl url) {
            if (!url.host().equals("drive.google.com") && !url.host().equals("docs.google.com"))
                return Optional.empty();
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

    /// `docs.google.com/spreadsheets/d/ID/edit#gid=SHEET` is the page of a sheet, `/d/e/ID/pubhtml` that of a published
    /// one. Both can be exported as CSV.
    static final class GoogleSheet implements ShareLink {
        private static final Pattern SHEET_PAGE =
                Pattern.compile("(?:/a/[^/]+)?/spreadsheets(?:/u/[0-9]+)?/d/([\\w-]{2,})(?:/(?:(?!export|gviz).*)?)?");
        private static final Pattern PUBLISHED_PAGE = Pattern.compile("/spreadsheets/d/e/([\\w-]+)/pub(?:html)?");
        private static final Pattern SHEET_ID = Pattern.compile("(?:^|&)gid=([0-9]+)");

        @Override
        public Optional<HttpUrl> direct(HttpUrl url) {
            if (!url.host().equals("docs.google.com")) return Optional.empty();
            var published = PUBLISHED_PAGE.matcher(url.encodedPath());
            if (published.matches())
                return url.queryParameter("output") == null
                        ? Optional.of(csv(url, "d/e/" + published.group(1) + "/pub", "output"))
                        : Optional.empty();
            var page = SHEET_PAGE.matcher(url.encodedPath());
            return page.matches()
                    ? Optional.of(csv(url, "d/" + page.group(1) + "/export", "format"))
                    : Optional.empty();
        }

        private static HttpUrl csv(HttpUrl page, String path, String formatParameter) {
            var csv = HttpUrl.get("https://docs.google.com/spreadsheets/" + path)
                    .newBuilder()
                    .addQueryParameter(formatParameter, "csv");
            sheetId(page.query()).or(() -> sheetId(page.fragment())).ifPresent(id -> csv.addQueryParameter("gid", id));
            Optional.ofNullable(page.queryParameter("resourcekey"))
                    .ifPresent(key -> csv.addQueryParameter("resourcekey", key));
            return csv.build();
        }

        private static Optional<String> sheetId(@Nullable String parameters) {
            return Optional.ofNullable(parameters)
                    .map(SHEET_ID::matcher)
                    .filter(Matcher::find)
                    .map(id -> id.group(1));
        }
    }
}
