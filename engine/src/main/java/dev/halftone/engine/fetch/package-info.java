/// Fetches one image from a remote server: URL in, bytes out.
///
/// A [FetchRequest] comes in. A share link becomes a direct URL, the address guard checks every connection, and the
/// limits of the host apply, which nodes share through [HostExchange]. A [Fetched] goes out. Start at [ImageFetcher].
@NullMarked
package dev.halftone.engine.fetch;

import org.jspecify.annotations.NullMarked;
