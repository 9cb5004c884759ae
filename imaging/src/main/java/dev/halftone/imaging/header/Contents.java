package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;

/// What a body is, by its bytes alone: names and content types lie, and a login page with status 200 is common.
public sealed interface Contents {

    /// An image of a format that is worked on here.
    record Image(ImageFormat format) implements Contents {}

    /// An image or a document of another format.
    ///
    /// @param what its name with an article, for example `a PDF document`
    record Foreign(String what) implements Contents {}

    /// Anything else.
    ///
    /// @param what for example `a web page (HTML)`
    record NoImage(String what) implements Contents {}

    static Contents of(ImageBytes bytes) {
        return Sniffer.sniff(new Bytes(bytes.array()));
    }
}
