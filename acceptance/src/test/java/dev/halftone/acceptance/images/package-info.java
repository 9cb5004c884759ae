/// Compares what is published with what Chromium shows of the source, for a corpus of image files.
///
/// Start at [PublishedImagesTest]. The corpora make the files, [BrowserDecoder] decodes sources and results in
/// Chromium,
/// [PictureDifference] compares them, and [KnownDifferences] lists what may differ, and why.
@NullMarked
package dev.halftone.acceptance.images;

import org.jspecify.annotations.NullMarked;
