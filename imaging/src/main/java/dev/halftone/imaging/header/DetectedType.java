package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;

/// What a body is, by its bytes alone: names and content types lie, and a login page with status 200 is common.
public sealed interface DetectedType {

    /// An image of a format that is worked on here.
    record Image(ImageFormat format) implements DetectedType {}

    /// An image or a document of another format.
    ///
    /// @param description its name with an article, for example `a PDF document`
    record Unsupported(String description) implements DetectedType {}

    /// Anything else.
    ///
    /// @param description for example `a web page (HTML)`
    record NotAnImage(String description) implements DetectedType {}

    static DetectedType detect(ImageBytes bytes) {
        return FormatSniffer.detect(new Bytes(bytes.array()));
    }
}
