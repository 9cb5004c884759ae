/// A catalogue file with image URLs in, the same file with new URLs out: durable, and without a framework.
///
/// [Engine] builds every part once, by hand. [SubmissionService] takes uploads, with a [SubmitResult],
/// [ValidationService] only checks them, and [RequestService] answers everything about the requests that came from
/// them. [PreviewService] compresses one image. Start at [Engine].
@NullMarked
package dev.halftone.engine;

import org.jspecify.annotations.NullMarked;
