package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.header.ImageHeader;
import dev.halftone.imaging.header.TiffCompression;
import dev.halftone.imaging.vips.Libvips;
import dev.halftone.imaging.vips.VipsException;
import dev.halftone.imaging.vips.VipsSession;
import java.util.Optional;

/// Recompresses an image of any format through its pixels. Thread-safe.
public final class PixelPath {
    private final Libvips libvips;
    private final ImageLimits limits;
    private final DecodeLimits decodeLimits;
    private final PixelEncoder pixelEncoder;

    public PixelPath(Libvips libvips, ImageLimits limits) {
        this.libvips = libvips;
        this.limits = limits;
        this.decodeLimits = new DecodeLimits(limits);
        this.pixelEncoder = new PixelEncoder(libvips.canKeepProfiles());
    }

    /// Decodes an image and encodes it by the recipe. Call it from platform threads.
    public PathResult.Completed reencode(ImageBytes source, ImageFormat format, Recipe recipe) {
        var pixelJob = PixelJob.of(source, format, ImageHeader.of(source, format), recipe);
        try {
            return reencodeOrRefuse(pixelJob);
        } catch (VipsException damage) {
            return pixelJob.repaired()
                    .map(repaired -> reencodeRepaired(repaired, damage))
                    .orElse(new PathResult.Refused(decodeFailure(pixelJob, damage)));
        }
    }

    private PathResult.Completed reencodeRepaired(PixelJob repaired, VipsException damage) {
        try {
            return reencodeOrRefuse(repaired);
        } catch (VipsException again) {
            return new PathResult.Refused(decodeFailure(repaired, damage));
        }
    }

    private PathResult.Completed reencodeOrRefuse(PixelJob pixelJob) {
        try {
            return reencode(pixelJob);
        } catch (PixelAbort pixelAbort) {
            return new PathResult.Refused(pixelAbort.refused());
        } catch (VipsException.TimeLimitExceeded timeLimitExceeded) {
            return new PathResult.Refused(new Refused(Reason.TIMED_OUT, limits.timeoutMessage()));
        } catch (VipsException.MissingOperation missing) {
            return new PathResult.Refused(new Refused(Reason.UNSUPPORTED_FORMAT, String.valueOf(missing.getMessage())));
        }
    }

    private PathResult.Completed reencode(PixelJob pixelJob) {
        try (var session = libvips.openSession(pixelJob.decoderInput().parts(), limits.maxWork())) {
            return reencode(pixelJob, session);
        } catch (VipsException.TimeLimitExceeded timeLimitExceeded) {
            return sourceOnly(pixelJob, timeLimitExceeded);
        }
    }

    /// Decodes an image that took too long to encode, because a damaged one must not be published.
    private PathResult.SourceOnly sourceOnly(PixelJob pixelJob, VipsException.TimeLimitExceeded timeLimitExceeded) {
        try (var session = libvips.openSession(pixelJob.decoderInput().parts(), limits.maxWork())) {
            var pixelDecoder = pixelJob.decoderInput().decoder();
            var openedImage = pixelDecoder.open(session);
            var pixelPlan = pixelJob.plan(openedImage);
            if (pixelJob.keepSource(openedImage, pixelPlan) == PathResult.KeepSource.NEVER) throw timeLimitExceeded;
            pixelDecoder.decode(openedImage, pixelPlan, session).lastBandMin();
            return new PathResult.SourceOnly(openedImage.uprightWidth(), openedImage.uprightHeight());
        }
    }

    private PathResult.Completed reencode(PixelJob pixelJob, VipsSession session) {
        decodeLimits.check(pixelJob.imageHeader());
        var pixelDecoder = pixelJob.decoderInput().decoder();
        var openedImage = pixelDecoder.open(session);
        decodeLimits.check(openedImage);
        var pixelPlan = pixelJob.plan(openedImage);
        var vipsImage = pixelJob.decode(openedImage, pixelPlan, session);
        var bytes = pixelEncoder.encode(vipsImage, pixelPlan);
        if (pixelJob.mayBeSmallerWithoutPalette(bytes, vipsImage, openedImage, pixelPlan)) {
            // The pixels of a file can be read once, so it is opened again.
            var again = pixelJob.decode(pixelDecoder.open(session), pixelPlan, session);
            bytes = smaller(bytes, pixelEncoder.encodeLossless(again));
        }
        var height = pixelPlan.animated()
                ? vipsImage.intField("page-height").orElse(vipsImage.height())
                : vipsImage.height();
        return new PathResult.Encoded(
                new Done(bytes, pixelPlan.target(), vipsImage.width(), height),
                pixelJob.keepSource(openedImage, pixelPlan));
    }

    private static ImageBytes smaller(ImageBytes one, ImageBytes other) {
        return other.size() < one.size() ? other : one;
    }

    private static Refused decodeFailure(PixelJob pixelJob, VipsException error) {
        if (pixelJob.imageHeader()
                .jpeg()
                .filter(jpeg -> jpeg.frameMarker() != 0 && !jpeg.isCommonlySupported())
                .isPresent())
            return new Refused(
                    Reason.UNSUPPORTED_FORMAT,
                    "this JPEG is lossless, arithmetic-coded or 12-bit, which cannot be read here");
        var compression = pixelJob.format() == ImageFormat.TIFF
                ? TiffCompression.of(pixelJob.source()).optionalName()
                : Optional.<String>empty();
        return compression
                .map(name -> PixelAbort.unsupported("a TIFF with " + name + " compression")
                        .refused())
                .orElseGet(() -> new Refused(
                        Reason.CORRUPT_IMAGE,
                        "the image is damaged or incomplete"
                                + DecoderMessage.explain(String.valueOf(error.getMessage()))
                                        .map(": "::concat)
                                        .orElse("")));
    }

    /// Ends the pixel path from anywhere inside it, without an image. Caught in [PixelPath] only.
    static final class PixelAbort extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final Reason reason;

        PixelAbort(Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        /// The image is sound, as far as it was read, but of a kind that is not supported.
        ///
        /// @param kind with its article, for example `a BMP that contains a PNG`
        static PixelAbort unsupported(String kind) {
            return new PixelAbort(Reason.UNSUPPORTED_FORMAT, "the body is " + kind + ", which cannot be read here");
        }

        Refused refused() {
            return new Refused(reason, String.valueOf(getMessage()));
        }
    }
}
