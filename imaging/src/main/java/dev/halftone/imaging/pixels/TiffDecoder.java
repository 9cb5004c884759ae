package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.header.TiffSamples;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;

/// Decodes the first page of a TIFF. libvips takes any sample after the colors for alpha and cannot be told
/// otherwise, so the samples are sorted out here before anything else sees the image.
record TiffDecoder(ImageBytes source) implements PixelDecoder {

    @Override
    public OpenedImage open(VipsSession session) {
        var samples = TiffSamples.of(source);
        samples.unsupportedKind().ifPresent(kind -> {
            throw PixelPath.PixelAbort.unsupported(kind);
        });
        // Read more than once if there is alpha: to see whether it is opaque, and to encode the image.
        var vipsImage = session.load("tiffload_buffer", VipsDecoder.STRICT + ",access=random");
        return OpenedImage.ofStill(samples.isLab() ? fromLab(vipsImage) : withoutOtherSamples(vipsImage, samples));
    }

    private static VipsImage withoutOtherSamples(VipsImage vipsImage, TiffSamples samples) {
        if (samples.extra() == 0) return vipsImage;
        var colors = vipsImage.bands() - samples.extra();
        var alpha = samples.alpha();
        if (alpha.isEmpty()) return vipsImage.extractBands(0, colors);
        var selected = alpha.getAsInt() == 0
                ? vipsImage.extractBands(0, colors + 1)
                : vipsImage.extractBands(0, colors).joinBands(vipsImage.extractBands(colors + alpha.getAsInt(), 1));
        // Padding: the file does not say that it is alpha, and if it were, nothing could be seen.
        return samples.isAlphaAssumed() && selected.lastBandMax() == 0 ? selected.extractBands(0, colors) : selected;
    }

    // The samples of CIE L*a*b* (TIFF 6.0 section 23): L* from 0 to 100, a* and b* signed. Their white is
    // D50, as in ICC profiles.
    private static VipsImage fromLab(VipsImage samples) {
        var isEightBit = samples.hasEightBits();
        var chroma = samples.extractBands(1, 2).apply("copy", isEightBit ? "format=char" : "format=short");
        return samples.extractBands(0, 1)
                .joinBands(chroma)
                .apply(
                        "linear",
                        isEightBit
                                ? "a=\"0.392157 1 1\",b=\"0 0 0\""
                                : "a=\"0.00152590 0.00390625 0.00390625\",b=\"0 0 0\"")
                .apply("copy", "interpretation=lab")
                .apply("icc_export", "output-profile=srgb,pcs=lab");
    }

    @Override
    public VipsImage decode(OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
        var vipsImage = openedImage.vipsImage();
        if (!pixelPlan.fits()) return pixelPlan.resize(vipsImage);
        return openedImage.isUpright() ? vipsImage : vipsImage.apply("autorot", "");
    }
}
