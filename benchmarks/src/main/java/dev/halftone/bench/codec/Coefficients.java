package dev.halftone.bench.codec;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.jpeg.CoefficientPath;
import dev.halftone.imaging.jpeg.TranscodeResult;

/// Halftone's way of a JPEG: over its coefficients, and no other. A picture that it would leave to libvips has no
/// place in a comparison with libvips.
public final class Coefficients implements Codec {
    private static final Recipe RECIPE = new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP);

    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @Override
    public ImageBytes recode(ImageBytes source) {
        if (path.transcode(source, RECIPE) instanceof TranscodeResult.Done done) return done.bytes();
        throw new IllegalStateException("not done over the coefficients: " + path.transcode(source, RECIPE));
    }
}
