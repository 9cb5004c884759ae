package dev.halftone.imaging.pixels;

import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.vips.Libheif;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;
import java.util.Optional;

/// Decodes one format.
interface PixelDecoder {
    /// Opens the image, reading no more than its size requires.
    OpenedImage open(VipsSession session);

    /// Decodes the image upright and within the plan's box, with all frames if the plan is animated.
    VipsImage decode(OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session);

    /// Decodes HEIC, the format of phone photos, where the system has an HEVC decoder.
    record HeicDecoder() implements PixelDecoder {

        @Override
        public OpenedImage open(VipsSession session) {
            var libheif = Libheif.find()
                    .orElseThrow(() -> new PixelPath.PixelAbort(
                            Reason.UNSUPPORTED_FORMAT,
                            "HEIC needs libheif with an HEVC decoder"
                                    + " (apt-get install libheif1, or brew install libheif)"));
            return OpenedImage.ofStill(libheif.decode(session));
        }

        @Override
        public VipsImage decode(OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
            return pixelPlan.resize(openedImage.vipsImage());
        }
    }

    /// A source whose header is read and whose pixels are not yet decoded.
    ///
    /// @param vipsImage its first frame
    /// @param frames 1, or more for an animated GIF or WebP
    record OpenedImage(VipsImage vipsImage, int frames) {
        static final String ORIENTATION = "orientation";

        // EXIF's number for an upright image. 2 to 8 are mirrored or rotated.
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

        boolean isTransposed() {
            return orientation() >= FIRST_TRANSPOSED;
        }

        int uprightWidth() {
            return isTransposed() ? height() : width();
        }

        int uprightHeight() {
            return isTransposed() ? width() : height();
        }

        /// Rotates an image that lies as this one does, which reads its pixels out of order. An image that is
        /// upright is marked so, because libvips may have read another orientation.
        VipsImage upright(VipsImage lying) {
            return isUpright()
                    ? lying.withField(ORIENTATION, NORMAL)
                    : lying.inMemory().withField(ORIENTATION, orientation()).apply("autorot", "");
        }

        // The frames of an animation are stacked vertically and cannot be rotated. Animations with an
        // orientation do not occur in practice.
        private int orientation() {
            var value = vipsImage.intField(ORIENTATION).orElse(NORMAL);
            return frames == 1 && value > NORMAL && value <= 8 ? value : NORMAL;
        }
    }

    /// Decodes with one of libvips' own loaders.
    ///
    /// @param loader the name of the libvips operation
    /// @param orientation by EXIF's numbers; empty if libvips reads it as browsers do
    record VipsDecoder(String loader, Optional<Integer> orientation) implements PixelDecoder {
        // Fail on errors, not on warnings, which real cameras cause. Decode in memory: otherwise libvips writes
        // images over 100 MB to a temporary file, in a format that is blocked here.
        static final String STRICT = "fail-on=error,memory=true";
        // Read pixels once, from the top: this needs the least memory.
        private static final String SEQUENTIAL = ",access=sequential";
        private static final String ALL_FRAMES = ",n=-1";
        // Without it, a JPEG of a hundred warnings is an error. Bytes before each restart marker cause as many.
        private static final String ANY_WARNINGS = ",unlimited=true";

        @Override
        public OpenedImage open(VipsSession session) {
            var vipsImage = session.load(loader, strict() + SEQUENTIAL);
            return new OpenedImage(
                    orientation
                            .map(number -> vipsImage.withField(OpenedImage.ORIENTATION, number))
                            .orElse(vipsImage),
                    canAnimate() ? vipsImage.intField("n-pages").orElse(1) : 1);
        }

        @Override
        public VipsImage decode(OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
            var frames = pixelPlan.animated() ? ALL_FRAMES : "";
            if (!pixelPlan.fits()) {
                var box = openedImage.isTransposed() ? pixelPlan.boundingBox().transposed() : pixelPlan.boundingBox();
                // Given twice: libvips 8.14 obeys only the operation's own option, 8.18 only the loader's.
                return openedImage.upright(session.loadThumbnail(
                        box.thumbnailOptions() + ",no-rotate=true,fail-on=error", "[" + strict() + frames + "]"));
            }
            if (pixelPlan.animated()) return session.load(loader, strict() + SEQUENTIAL + ALL_FRAMES);
            return openedImage.upright(openedImage.vipsImage());
        }

        private String strict() {
            return loader.startsWith("jpeg") ? STRICT + ANY_WARNINGS : STRICT;
        }

        // The pages of a TIFF and the images of a HEIF file are not frames.
        private boolean canAnimate() {
            return loader.startsWith("gif") || loader.startsWith("webp");
        }
    }
}
