package dev.halftone.engine.catalog;

import dev.halftone.engine.request.ImageFolder;
import dev.halftone.engine.request.SourceUrl;
import java.util.Optional;

/// What paths in image columns mean, such as `/m/b/mug.jpg`.
///
/// @param baseUrl what they are appended to, without a slash at the end
/// @param folder where they are looked for first
record ImagePaths(Optional<String> baseUrl, Optional<ImageFolder> folder) {
    ImagePaths {
        baseUrl = baseUrl.map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    /// Where to fetch an image: the text itself if it is a URL or names a file of the folder. A path is appended to
    /// the base URL even if it begins with a slash: shops mean the folder of their images by it.
    SourceUrl resolve(SourceUrl written) {
        if (baseUrl.isEmpty() || UrlStart.lengthAt(written.text(), 0) > 0 || isFile(written.text())) return written;
        return new SourceUrl(baseUrl.get() + (written.text().startsWith("/") ? "" : "/") + written.text());
    }

    /// Why an image cannot be fetched from there; empty when it can.
    Optional<String> problem(SourceUrl url) {
        var problem = url.withScheme().problem();
        if (problem.isEmpty() || isFile(url.text())) return Optional.empty();
        return folder.isEmpty() || url.isAbsolute() ? problem : Optional.of("there is no such file in " + folder.get());
    }

    /// Whether a text, without the blanks around it, names a file of the folder.
    boolean isFile(String text) {
        return folder.isPresent() && folder.get().find(Whitespace.strip(text)).isPresent();
    }
}
