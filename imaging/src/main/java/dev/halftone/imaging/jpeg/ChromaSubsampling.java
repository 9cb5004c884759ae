package dev.halftone.imaging.jpeg;

import java.util.List;

/// Whether chrominance is subsampled horizontally and vertically, as libvips does below quality 90: 4:4:4, 4:2:2 and
/// 4:4:0 become 4:2:0. Any other sampling is left alone.
record ChromaSubsampling(boolean horizontal, boolean vertical) {
    static final ChromaSubsampling NONE = new ChromaSubsampling(false, false);

    private static final int FULL_CHROMA_QUALITY = 90;

    static ChromaSubsampling choose(Frame frame, int quality) {
        if (quality >= FULL_CHROMA_QUALITY || frame.components().size() != 3) return NONE;
        var luminance = frame.components().get(0);
        var chrominance = frame.components().get(1);
        if (!frame.components().get(2).hasSameSampling(chrominance)) return NONE;
        var isFull = luminance.hasSameSampling(chrominance);
        var isHalf = luminance.hasSameSampling(
                chrominance.withSampling(2 * chrominance.horizontal(), chrominance.vertical()));
        var isLow = luminance.hasSameSampling(
                chrominance.withSampling(chrominance.horizontal(), 2 * chrominance.vertical()));
        return new ChromaSubsampling(isFull || isLow, isFull || isHalf);
    }

    boolean isNone() {
        return equals(NONE);
    }

    /// The frame with subsampled chrominance.
    Frame apply(Frame frame) {
        if (isNone()) return frame;
        var components = frame.components();
        return frame.withComponents(List.of(
                components.get(0).withSampling(2, 2),
                components.get(1).withSampling(1, 1),
                components.get(2).withSampling(1, 1)));
    }

    /// How many MCU rows of the source frame make whole MCU rows of the new one.
    int mcuRowsPerStrip(Frame frame) {
        return frame.components().getFirst().vertical() % 2 == 0 ? 1 : 2;
    }
}
