package dev.halftone.imaging;

import java.math.BigDecimal;
import java.time.Duration;

/// How much work one image may cause. Checked from the header before decoding, where the header tells.
///
/// @param maxPixels width times height times frames
/// @param maxWork the processor time of one image ([ProcessorTime])
public record ImageLimits(long maxPixels, Duration maxWork) {
    public ImageLimits {
        if (maxPixels < 1) throw new IllegalArgumentException("max-pixels must be at least 1, not " + maxPixels);
        if (!maxWork.isPositive()) throw new IllegalArgumentException("max-work must be positive, not " + maxWork);
    }

    /// 100 megapixels and 20 seconds.
    public static ImageLimits defaults() {
        return new ImageLimits(100_000_000, Duration.ofSeconds(20));
    }

    /// The message for an image that took more than [#maxWork].
    public String timeoutMessage() {
        var seconds = BigDecimal.valueOf(maxWork.toMillis(), 3).stripTrailingZeros();
        return "the image took more than the " + seconds.toPlainString() + " s of processor time allowed";
    }
}
