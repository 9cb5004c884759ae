package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.vips.Libheif;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;

/// Reads one format.
interface PixelDecoder {
    /// Reads no more than it must to know the picture's size.
    OpenedImage open(VipsSession session);

    /// The picture upright and within the plan's box; moving, if the plan says so.
    VipsImage decode(OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session);

    /// HEIC, the photos of phones: read where the system has a decoder for them.
    record HeicDecoder() implements PixelDecoder {

        @Override
        public OpenedImage open(VipsSession session) {
            var libheif = Libheif.find()
                    .orElseThrow(() -> new PixelPath.PixelAbort(
                            Reason.UNSUPPORTED_FORMAT,
                            "a HEIC picture can be read where libheif is installed with its HEVC decoder"
                                    + " (apt-get install libheif1, or brew install libheif)"));
            return OpenedImage.ofStill(libheif.decode(session));
        }

        @Override
        public VipsImage decode(OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
            return pixelPlan.resize(openedImage.vipsImage());
        }
    }

    /// A source whose header is read and whose pixels are still to be made.
    ///
    /// @param vipsImage its first frame
    /// @param frames 1, or more of a GIF or WebP that moves
    record OpenedImage(VipsImage vipsImage, int frames) {
        // EXIF's number for a picture that lies as it is to be seen; 2 to 8 are flipped or turned.
        private static final int NORMAL = 1;
        private static final int FIRST_TRANSPOSED = 5;

        static OpenedImage ofStill(VipsImage vipsImage) {
            return new OpenedImage(vipsImage, 1);
        }

        int width() {
            return vipsImage.width();
        }

        int height() {
            return vipsImage.height();
        }

        boolean isUpright() {
            return orientation() == NORMAL;
        }

        int uprightWidth() {
            return orientation() < FIRST_TRANSPOSED ? width() : height();
        }

        int uprightHeight() {
            return orientation() < FIRST_TRANSPOSED ? height() : width();
        }

        // An animation has its frames one below the other and cannot be turned; nobody writes one lying.
        private int orientation() {
            var told = vipsImage.intField("orientation").orElse(NORMAL);
            return frames == 1 && told > NORMAL && told <= 8 ? told : NORMAL;
        }
    }

    /// What libvips reads by itself.
    ///
    /// @param loader the name of its operation
    /// @param access how its pixels are asked for: `sequential`, once and from the top, which needs the least
    ///     memory; or `random`
    record VipsDecoder(String loader, String access) implements PixelDecoder {
        // Errors, not `warning`: real cameras cause those. In memory, or libvips would write what has more than
        // 100 MB to a temporary file, in a format that is blocked here.
        private static final String STRICT = "fail-on=error,memory=true";
        private static final String ALL_FRAMES = ",n=-1";

        @Override
        public OpenedImage open(VipsSession session) {
            var vipsImage = session.load(loader, STRICT + ",access=" + access);
            return new OpenedImage(
                    vipsImage, canAnimate() ? vipsImage.intField("n-pages").orElse(1) : 1);
        }

        @Override
        public VipsImage decode(OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
            var frames = pixelPlan.animated() ? ALL_FRAMES : "";
            // Said twice: libvips 8.14 hears only the operation's own option, 8.18 only the one for the loader.
            if (!pixelPlan.fits())
                return session.loadThumbnail(
                        pixelPlan.boundingBox().thumbnailOptions() + ",fail-on=error", "[" + STRICT + frames + "]");
            if (pixelPlan.animated()) return session.load(loader, STRICT + ",access=" + access + ALL_FRAMES);
            // Turning takes pixels out of their order, so they cannot come once and from the top.
            if (!openedImage.isUpright()) return session.load(loader, STRICT).apply("autorot", "");
            return openedImage.vipsImage();
        }

        // The pages of a TIFF and the pictures of a HEIF are no frames.
        private boolean canAnimate() {
            return loader.startsWith("gif") || loader.startsWith("webp");
        }
    }
}
