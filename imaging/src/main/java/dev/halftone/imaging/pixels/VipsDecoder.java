package dev.halftone.imaging.pixels;

import dev.halftone.imaging.vips.Picture;
import dev.halftone.imaging.vips.Workbench;

/// What libvips reads by itself.
///
/// @param loader the name of its operation
/// @param access how its pixels are asked for: `sequential`, once and from the top, which needs the least memory; or
///     `random`
record VipsDecoder(String loader, String access) implements Decoder {
    // Errors, not `warning`: real cameras cause those. In memory, or libvips would write what has more than 100 MB to a
    // temporary file, in a format that is blocked here.
    private static final String STRICT = "fail-on=error,memory=true";
    private static final String ALL_FRAMES = ",n=-1";

    @Override
    public Opened open(Workbench bench) {
        var picture = bench.open(loader, STRICT + ",access=" + access);
        return new Opened(picture, canMove() ? picture.number("n-pages").orElse(1) : 1);
    }

    @Override
    public Picture decode(Opened opened, Plan plan, Workbench bench) {
        var frames = plan.moves() ? ALL_FRAMES : "";
        // Said twice: libvips 8.14 hears only the operation's own option, 8.18 only the one for the loader.
        if (!plan.fits())
            return bench.openWithin(plan.box().asOptions() + ",fail-on=error", "[" + STRICT + frames + "]");
        if (plan.moves()) return bench.open(loader, STRICT + ",access=" + access + ALL_FRAMES);
        // Turning takes pixels out of their order, so they cannot come once and from the top.
        if (!opened.isUpright()) return bench.open(loader, STRICT).apply("autorot", "");
        return opened.picture();
    }

    // The pages of a TIFF and the pictures of a HEIF are no frames.
    private boolean canMove() {
        return loader.startsWith("gif") || loader.startsWith("webp");
    }
}
