package dev.halftone.imaging.pixels;

import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;
import java.util.Locale;

/// Decodes a [NormalizedGif]: its first frame is left out, and its background becomes transparent.
///
/// @param background red, green and blue
record GifDecoder(int background) implements PixelDecoder {
    private static final String OPTIONS = VipsDecoder.STRICT + ",access=sequential,page=1";
    private static final String FRAMES = "n-pages";

    @Override
    public PixelDecoder.OpenedImage open(VipsSession session) {
        var first = load(session, OPTIONS);
        return new PixelDecoder.OpenedImage(first, first.intField(FRAMES).orElse(1));
    }

    @Override
    public VipsImage decode(PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
        return pixelPlan.resize(pixelPlan.animated() ? load(session, OPTIONS + ",n=-1") : openedImage.vipsImage());
    }

    private VipsImage load(VipsSession session, String options) {
        var loaded = session.load("gifload_buffer", options);
        var frames = loaded.intField(FRAMES).orElse(2) - 1;
        return loaded.and(isNotBackground(loaded)).withField(FRAMES, frames);
    }

    private VipsImage isNotBackground(VipsImage loaded) {
        var color = String.format(Locale.ROOT, "%d %d %d", background >> 16, background >> 8 & 0xFF, background & 0xFF);
        return loaded.apply("extract_band", "band=0,n=3")
                .apply("relational_const", "relational=noteq,c=" + color)
                .apply("bandbool", "boolean=or");
    }
}
