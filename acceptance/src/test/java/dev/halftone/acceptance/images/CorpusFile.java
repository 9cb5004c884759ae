package dev.halftone.acceptance.images;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recompressed.Reason;

/// A file that is published by every path.
///
/// @param name its format, and what is special about it
record CorpusFile(String name, ImageBytes bytes, Reference reference) {

    /// A file whose picture is what Chromium shows.
    static CorpusFile of(String name, ImageBytes bytes) {
        return new CorpusFile(name, bytes, new Reference.InBrowser());
    }

    /// A file of a format that Chromium does not show, made of a known picture.
    static CorpusFile of(String name, ImageBytes bytes, Picture picture) {
        return new CorpusFile(name, bytes, new Reference.Known(picture));
    }

    /// A file with a fault that leaves all pixels. It must look like the sound one.
    static CorpusFile sameAs(ImageBytes sound, String name, ImageBytes bytes) {
        return new CorpusFile(name, bytes, new Reference.SameAs(sound));
    }

    /// A file with a fault that may cost pixels. It may be refused by all paths, but not by some.
    static CorpusFile damaged(String name, ImageBytes bytes) {
        return new CorpusFile(name, bytes, new Reference.RefusedOrAsShown());
    }

    /// A file that must not be published: no image, of an unsupported kind, or with a part missing.
    ///
    /// @param message a part of the message
    static CorpusFile refused(String name, ImageBytes bytes, Reason reason, String message) {
        return new CorpusFile(name, bytes, new Reference.Refusal(reason, message));
    }

    @Override
    public String toString() {
        return name;
    }

    /// What the published image is compared with.
    sealed interface Reference {

        /// What Chromium shows. What it shows in part must be refused; what it does not show at all may be published.
        record InBrowser() implements Reference {}

        /// What Chromium shows of another file.
        record SameAs(ImageBytes sound) implements Reference {}

        /// What Chromium shows, though a part may be missing, unless every path refuses the file.
        record RefusedOrAsShown() implements Reference {}

        /// The picture that the file was made of.
        record Known(Picture picture) implements Reference {}

        /// None, because the file must be refused for this reason.
        record Refusal(Reason reason, String message) implements Reference {}
    }
}
