package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;

/// The type of an HTTP body, detected from its bytes alone. File names and content types lie, and a login page with
/// status 200 is common.
public sealed interface DetectedType {

    /// An image of a supported format.
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
