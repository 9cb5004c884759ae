package dev.halftone.bench.imaging;

import dev.halftone.bench.picture.Darkroom;
import dev.halftone.bench.picture.Photograph;
import dev.halftone.bench.picture.Size;
import dev.halftone.imaging.ImageBytes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A kind of JPEG that is compared, of quality 90.
record Kind(Coding coding, Size size) {

    /// How a JPEG is coded.
    enum Coding {
        BASELINE("baseline, 4:2:0", Darkroom.USUAL),
        PROGRESSIVE("progressive, 4:2:0", Darkroom.USUAL + ",interlace=true"),
        FULL_CHROMA("4:4:4 to 4:2:0", "Q=90,subsample-mode=off"),
        GREY("grey", Darkroom.USUAL);

        private final String words;
        private final String options;

        Coding(String words, String options) {
            this.words = words;
            this.options = options;
        }
    }

    static List<Kind> all() {
        return Stream.of(Coding.values())
                .flatMap(coding ->
                        Stream.of(Size.SIX_MEGAPIXELS, Size.ONE_MEGAPIXEL).map(size -> new Kind(coding, size)))
                .toList();
    }

    /// What this darkroom makes of a photograph of this kind's size.
    ImageBytes of(Photograph photograph, Darkroom darkroom) {
        return coding == Coding.GREY
                ? darkroom.greyJpeg(photograph, coding.options)
                : darkroom.jpeg(photograph, coding.options);
    }

    /// For a folder of them.
    String fileName() {
        return coding.name().toLowerCase(Locale.ROOT) + "-" + size.width();
    }

    @Override
    public String toString() {
        return "%s, %d MP".formatted(coding.words, Math.round(size.pixels() / 1e6));
    }
}
