package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.header.ImageHeader;
import dev.halftone.imaging.header.JpegHeader;
import java.util.Locale;

/// Refuses images that would be too much work, judging by their headers.
record DecodeLimits(ImageLimits limits) {
    private static final long TENTH = 100_000;

    void check(ImageHeader imageHeader) {
        checkPixels(imageHeader.pixels());
        if (!imageHeader.isComplete())
            throw new PixelPath.PixelAbort(Reason.CORRUPT_IMAGE, "the image is incomplete: its end is missing");
        imageHeader.jpeg().ifPresent(jpeg -> checkScans(jpeg.scans()));
    }

    void check(PixelDecoder.OpenedImage openedImage) {
        checkPixels((long) openedImage.width() * openedImage.height() * openedImage.frames());
    }

    private void checkPixels(long pixels) {
        if (pixels > limits.maxPixels())
            throw new PixelPath.PixelAbort(
                    Reason.TOO_MANY_PIXELS,
                    "the image has " + megapixels(Math.ceilDiv(pixels, TENTH)) + " megapixels, more than the "
                            + megapixels(limits.maxPixels() / TENTH) + " allowed");
    }

    private static void checkScans(int scans) {
        if (scans > JpegHeader.MAX_SCANS)
            throw new PixelPath.PixelAbort(
                    Reason.TOO_MANY_PIXELS,
                    String.format(
                            Locale.ROOT,
                            "the JPEG has %,d scans, more than the %d allowed",
                            scans,
                            JpegHeader.MAX_SCANS));
    }

    // The size is rounded up and the limit down, so that a value barely over the limit also reads as over it.
    private static String megapixels(long tenths) {
        return tenths % 10 == 0 || tenths >= 10_000
                ? String.format(Locale.ROOT, "%,d", tenths / 10)
                : String.format(Locale.ROOT, "%,d.%d", tenths / 10, tenths % 10);
    }
}
