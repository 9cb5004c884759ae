package dev.halftone.imaging.pixels;

import dev.halftone.imaging.color.ColorEncoding;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.vips.VipsImage;

/// The ICC profile that says which colours a picture's numbers stand for.
final class EmbeddedProfile {
    private static final String FIELD = "icc-profile-data";

    private EmbeddedProfile() {}

    /// Whether a picture carries one that is of use: there is trash among them, which some encoders refuse to
    /// write.
    static boolean isPresent(VipsImage vipsImage) {
        return vipsImage
                .blobField(FIELD)
                .map(bytes -> new IccHeader(new Bytes(bytes)).isValid())
                .orElse(false);
    }

    /// The picture with a profile that says what its file says in other words. What is brighter than white is
    /// brought down, to sRGB.
    static VipsImage attach(VipsImage vipsImage, ColorEncoding colorEncoding) {
        if (colorEncoding.isSrgb() && !isPresent(vipsImage)) return vipsImage;
        var told = vipsImage.withField(
                FIELD, isGray(vipsImage) ? colorEncoding.grayIccProfile() : colorEncoding.iccProfile());
        return colorEncoding.isHdr() ? convertToSrgb(told) : told;
    }

    private static boolean isGray(VipsImage vipsImage) {
        return vipsImage.colorSpace() == VipsImage.ColorSpace.GRAY
                || vipsImage.colorSpace() == VipsImage.ColorSpace.GRAY_16;
    }

    /// The picture in sRGB, by the profile it carries.
    static VipsImage convertToSrgb(VipsImage vipsImage) {
        return vipsImage.apply("icc_transform", "output-profile=srgb,embedded=true,input-profile=cmyk");
    }

    /// An ICC profile (ICC.1:2022 clause 7), looked at as closely as the pickiest of those who are given it
    /// does: libpng, which writes no picture with a profile that it finds fault with.
    public record IccHeader(Bytes bytes) {
        private static final int HEADER = 128;
        private static final int TAG = 12;

        /// Whether its header and its list of tags are in order, and its numbers are for RGB or grey.
        public boolean isValid() {
            var tags = bytes.u32(HEADER);
            return bytes.u32(0) == bytes.size()
                    && (bytes.u8(8) < 4 || bytes.size() % 4 == 0)
                    && bytes.matches("acsp", 36)
                    && bytes.u32(64) < 0xFFFF
                    && (bytes.matches("RGB ", 16) || bytes.matches("GRAY", 16))
                    && !(bytes.matches("abst", 12) || bytes.matches("link", 12))
                    && (bytes.matches("XYZ ", 20) || bytes.matches("Lab ", 20))
                    && HEADER + 4 + tags * TAG <= bytes.size()
                    && areTagsInBounds((int) tags);
        }

        private boolean areTagsInBounds(int tags) {
            for (var i = 0; i < tags; i++) {
                var tag = HEADER + 4 + i * TAG;
                var start = bytes.u32(tag + 4);
                var size = bytes.u32(tag + 8);
                if (start > bytes.size() || size > bytes.size() - start) return false;
            }
            return true;
        }
    }
}
