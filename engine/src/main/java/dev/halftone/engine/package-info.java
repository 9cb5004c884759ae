/// A CSV of products and image URLs in, the same CSV with new URLs out: durable, and without a framework.
///
/// [Engine] builds every part once, by hand. [RequestService] takes uploads, with a [SubmitResult], and answers
/// everything about the requests that came from them. Start at [Engine].
@NullMarked
package dev.halftone.engine;

import org.jspecify.annotations.NullMarked;
