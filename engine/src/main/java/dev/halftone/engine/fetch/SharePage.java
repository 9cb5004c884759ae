package dev.halftone.engine.fetch;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/// A page of a well-known host that shows images and is none. Unlike with a [ShareLink], the address of the image
/// cannot be told from the page's. Fetching it would only bring HTML.
///
/// @param description what the page is, for example `an album on Imgur`
/// @param advice what to copy instead
record SharePage(String description, String advice, Predicate<HttpUrl> matches) {
    private static final String FILES_ONLY = "share each image by itself and copy its link";

    private static final List<SharePage> KNOWN = List.of(
            new SharePage(
                    "a page of a photo on Flickr",
                    "open its download menu, view a size, and copy the address of the image (live.staticflickr.com)",
                    host("flickr.com").and(path("/photos/[^/]+/(\\d+|sets|albums)(/.*)?"))),
            new SharePage(
                    "a short link to a page on Flickr",
                    "open the page, view a size, and copy the address of the image (live.staticflickr.com)",
                    host("flic.kr")),
            new SharePage(
                    "an album on Imgur",
                    "copy the address of each image in it (i.imgur.com)",
                    host("imgur.com").and(path("/(a|gallery|t|r|topic)/.+"))),
            new SharePage(
                    "a page of a file on OneDrive",
                    "choose Embed in its menu, and copy the address in the code that it shows",
                    host("1drv.ms").or(host("onedrive.live.com").and(path("/?|/view\\.aspx|/photos.*|/:\\w:/.*")))),
            new SharePage(
                    "a folder on SharePoint",
                    FILES_ONLY,
                    url -> url.host().endsWith(".sharepoint.com")
                            && url.encodedPath().startsWith("/:f:/")),
            new SharePage(
                    "a folder on Google Drive",
                    FILES_ONLY,
                    host("drive.google.com").and(path("/drive/(.+/)?folders/.+"))),
            new SharePage("a folder on Dropbox", FILES_ONLY, host("dropbox.com").and(path("/(sh|scl/fo)/.+"))),
            new SharePage(
                    "a page on Google Photos",
                    "open the image, and copy its own address from the menu of the right mouse button",
                    host("photos.app.goo.gl").or(host("photos.google.com"))),
            new SharePage(
                    "a page on iCloud",
                    "put the image where its own address is public",
                    host("share.icloud.com").or(host("icloud.com").and(path("/(photos|iclouddrive|sharedalbum).*")))));

    /// Says that the URL is such a page, and what to copy instead. Empty if it is not known to be one.
    static Optional<String> describe(HttpUrl url) {
        return KNOWN.stream()
                .filter(page -> page.matches.test(url))
                .findFirst()
                .map(page -> "the address is that of " + page.description + ", not of an image: " + page.advice);
    }

    private static Predicate<HttpUrl> host(String name) {
        return url -> url.host().equals(name) || url.host().equals("www." + name);
    }

    private static Predicate<HttpUrl> path(String pattern) {
        var compiled = Pattern.compile(pattern);
        return url -> compiled.matcher(url.encodedPath()).matches();
    }
}
