package dev.halftone.imaging;

import java.math.BigDecimal;
import java.time.Duration;

/// How much one image may ask of us, checked from its header before anything is decoded where the header tells.
///
/// @param maxPixels width times height times frames
/// @param maxWork the time one image may be worked on
public record ImageLimits(long maxPixels, Duration maxWork) {
    public ImageLimits {
        if (maxPixels < 1) throw new IllegalArgumentException("max-pixels is at least 1, not " + maxPixels);
        if (!maxWork.isPositive()) throw new IllegalArgumentException("max-work is more than nothing, not " + maxWork);
    }

    /// 100 megapixels and 20 seconds.
    public static ImageLimits defaults() {
        return new ImageLimits(100_000_000, Duration.ofSeconds(20));
    }

    /// What is said where [#maxWork] was not enough.
    public String timeoutMessage() {
        var seconds = BigDecimal.valueOf(maxWork.toMillis(), 3).stripTrailingZeros();
        return "the picture is more work than the " + seconds.toPlainString() + " s allowed";
    }
}
