package dev.halftone.imaging.jpeg;

import java.util.List;

/// Whether chrominance loses every other sample, across and down, as libvips does below quality 90: 4:4:4, 4:2:2 and
/// 4:4:0 become 4:2:0. Any other sampling is left alone.
record Halving(boolean across, boolean down) {
    static final Halving NONE = new Halving(false, false);

    private static final int FULL_CHROMINANCE = 90;

    static Halving of(Frame frame, int quality) {
        if (quality >= FULL_CHROMINANCE || frame.components().size() != 3) return NONE;
        var luminance = frame.components().get(0);
        var chrominance = frame.components().get(1);
        if (!frame.components().get(2).isSampledAs(chrominance)) return NONE;
        var isFull = luminance.isSampledAs(chrominance);
        var isHalf = luminance.isSampledAs(chrominance.sampled(2 * chrominance.horizontal(), chrominance.vertical()));
        var isLow = luminance.isSampledAs(chrominance.sampled(chrominance.horizontal(), 2 * chrominance.vertical()));
        return new Halving(isFull || isLow, isFull || isHalf);
    }

    boolean isNone() {
        return equals(NONE);
    }

    /// The frame with halved chrominance.
    Frame of(Frame frame) {
        if (isNone()) return frame;
        var components = frame.components();
        return frame.sampled(List.of(
                components.get(0).sampled(2, 2),
                components.get(1).sampled(1, 1),
                components.get(2).sampled(1, 1)));
    }

    /// How many rows of a frame's MCUs become whole rows of the new one's.
    int strip(Frame frame) {
        return frame.components().getFirst().vertical() % 2 == 0 ? 1 : 2;
    }
}
