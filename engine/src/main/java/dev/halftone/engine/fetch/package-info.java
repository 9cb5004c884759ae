/// URL in, bytes out: fetches one image from a stranger's server.
///
/// A [dev.halftone.engine.request.SourceUrl] comes in, a share link is turned into a direct one, every connection
/// passes the address guard, and a [Fetched] goes out; a [RetryPolicy] says when to come again. Start at
/// [ImageFetcher].
@NullMarked
package dev.halftone.engine.fetch;

import org.jspecify.annotations.NullMarked;
