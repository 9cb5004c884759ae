/// A CSV of products and image URLs in, the same CSV with new URLs out: durable, and without a framework.
///
/// [Engine] builds every part once, by hand. [UploadService] takes uploads and answers with a [SubmitResult];
/// [RequestService] answers everything about requests that were accepted. Start at [Engine].
@NullMarked
package dev.halftone.engine;

import org.jspecify.annotations.NullMarked;
