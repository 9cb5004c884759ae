package dev.halftone.benchmarks.imaging;

import dev.halftone.benchmarks.image.Photograph;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.imaging.ImageBytes;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A kind of source JPEG, of quality 90: its coding and its size.
record JpegVariant(Coding coding, Photograph.Size size) {

    /// The coding of a JPEG.
    enum Coding {
        BASELINE("baseline, 4:2:0", PhotographEncoder.TYPICAL_JPEG_OPTIONS),
        PROGRESSIVE("progressive, 4:2:0", PhotographEncoder.TYPICAL_JPEG_OPTIONS + ",interlace=true"),
        FULL_CHROMA("4:4:4 to 4:2:0", "Q=90,subsample-mode=off"),
        GREY("grey", PhotographEncoder.TYPICAL_JPEG_OPTIONS);

        private final String label;
        private final String options;

        Coding(String label, String options) {
            this.label = label;
            this.options = options;
        }
    }

    static List<JpegVariant> all() {
        return Stream.of(Coding.values())
                .flatMap(coding -> Stream.of(Photograph.Size.SIX_MEGAPIXELS, Photograph.Size.ONE_MEGAPIXEL)
                        .map(size -> new JpegVariant(coding, size)))
                .toList();
    }

    /// Encodes a photograph, which must have this variant's size.
    ImageBytes encode(Photograph photograph, PhotographEncoder photographEncoder) {
        return coding == Coding.GREY
                ? photographEncoder.encodeGrayJpeg(photograph, coding.options)
                : photographEncoder.encodeJpeg(photograph, coding.options);
    }

    /// The name of the folder for JPEGs of this variant.
    String folderName() {
        return coding.name().toLowerCase(Locale.ROOT) + "-" + size.width();
    }

    @Override
    public String toString() {
        return "%s, %d MP".formatted(coding.label, Math.round(size.pixelCount() / 1e6));
    }
}
