/// Fetches images, and catalogue files that were sent as a URL: URL in, bytes out.
///
/// A [FetchRequest] comes in. A share link becomes a direct URL, the address guard checks every connection, and the
/// limits of the host apply, which nodes share through [HostExchange]. A [Fetched] goes out. Start at [ImageFetcher].
///
/// A [CatalogDownloader] opens catalogue files, under the same guard. No connection is made for images of
/// `run --base-dir` ([LocalFile]) and for those that this server serves itself ([OwnImages]).
@NullMarked
package dev.halftone.engine.fetch;

import org.jspecify.annotations.NullMarked;
