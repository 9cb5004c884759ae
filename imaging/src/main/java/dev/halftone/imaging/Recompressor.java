package dev.halftone.imaging;

import dev.halftone.imaging.CodecPathMetrics.PathOutcome;
import dev.halftone.imaging.CodecPathMetrics.PathResult;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.header.DetectedType;
import dev.halftone.imaging.jpeg.CoefficientPath;
import dev.halftone.imaging.jpeg.TranscodeResult;
import dev.halftone.imaging.metadata.MetadataStripper;
import dev.halftone.imaging.pixels.PixelPath;
import dev.halftone.imaging.vips.Libvips;
import java.nio.file.Path;
import java.util.Optional;

/// Makes images smaller.
///
/// May be called by any number of threads at once, which should be platform threads and no more of them than there are
/// processors: the work is native and keeps its thread's processor busy. It cannot be interrupted, but is stopped when
/// it takes longer than [ImageLimits#maxWork].
public final class Recompressor implements ImageCodec {
    /// To be raised with every change after which the same source and recipe give other bytes: what was
    /// published before is then not used again.
    private static final int VERSION = 2;

    private final ImageLimits limits;
    private final Libvips libvips;
    private final CoefficientPath coefficients;
    private final PixelPath pixels;
    private final CodecPathMetrics codecPathMetrics;

    private Recompressor(ImageLimits limits, Libvips libvips, CodecPathMetrics codecPathMetrics) {
        this.limits = limits;
        this.libvips = libvips;
        this.coefficients = new CoefficientPath(limits);
        this.pixels = new PixelPath(libvips, limits);
        this.codecPathMetrics = codecPathMetrics;
    }

    /// Loads libvips from the given file, or else the one that was packed by the build, or else the system's.
    ///
    /// @throws dev.halftone.imaging.vips.LibvipsMissing if there is none; its message says what to install
    public static Recompressor open(ImageLimits limits, Optional<Path> libvips) {
        return open(limits, libvips, new CodecPathMetrics());
    }

    /// The same.
    ///
    /// @param codecPathMetrics where it is counted which way each image took
    public static Recompressor open(ImageLimits limits, Optional<Path> libvips, CodecPathMetrics codecPathMetrics) {
        return new Recompressor(limits, Libvips.load(libvips), codecPathMetrics);
    }

    /// What makes the same bytes of the same source and recipe, in a word to be compared: our own code,
    /// libvips, and the limit by which an image is taken or refused.
    @Override
    public String outputVersion() {
        return "halftone " + VERSION + ", libvips " + libvips.version() + ", " + limits.maxPixels() + " pixels";
    }

    /// The image by the recipe, or why there is none. Never larger than the source, unless something was done
    /// to the picture itself: resized, turned upright, its format or its colours converted.
    @Override
    public Recompressed recompress(ImageBytes source, Recipe recipe) {
        return switch (DetectedType.detect(source)) {
            case DetectedType.Image(var format) -> codecPathMetrics.increment(process(source, format, recipe));
            case DetectedType.Unsupported(var what) ->
                new Refused(Reason.UNSUPPORTED_FORMAT, "the body is " + what + ", which cannot be read here");
            case DetectedType.NotAnImage(var what) ->
                new Refused(Reason.NOT_AN_IMAGE, "the body is " + what + ", not a picture");
        };
    }

    private PathResult process(ImageBytes source, ImageFormat format, Recipe recipe) {
        return isJpegToJpeg(format, recipe)
                ? transcodeCoefficients(source, recipe)
                : reencodePixels(source, format, recipe, CodecPath.OTHER_FORMAT);
    }

    private static boolean isJpegToJpeg(ImageFormat format, Recipe recipe) {
        return format == ImageFormat.JPEG
                && (recipe.format() == Recipe.OutputFormat.KEEP || recipe.format() == Recipe.OutputFormat.JPEG);
    }

    // The short way, on which no pixels are made. What it declines goes the long way; so does what is too much
    // work, which refuses it before it begins.
    private PathResult transcodeCoefficients(ImageBytes source, Recipe recipe) {
        return switch (coefficients.transcode(source, recipe)) {
            case TranscodeResult.Done done -> chooseSmaller(source, done);
            case TranscodeResult.Declined(var declineReason) ->
                reencodePixels(source, ImageFormat.JPEG, recipe, CodecPath.of(declineReason));
            case TranscodeResult.TooManyPixels _ ->
                reencodePixels(source, ImageFormat.JPEG, recipe, CodecPath.TOO_MANY_PIXELS);
            case TranscodeResult.Corrupt(var what) ->
                refused(Reason.CORRUPT_IMAGE, "the picture is damaged or incomplete: " + what);
            case TranscodeResult.TimedOut _ -> refused(Reason.TIMED_OUT, limits.timeoutMessage());
        };
    }

    private static PathResult refused(Reason reason, String message) {
        return PathResult.refused(CodecPath.COEFFICIENTS, new Refused(reason, message));
    }

    private static PathResult chooseSmaller(ImageBytes source, TranscodeResult.Done requantised) {
        var bytes = requantised.bytes();
        var coded = new Done(bytes, ImageFormat.JPEG, requantised.width(), requantised.height());
        return requantised.rotated() || bytes.size() < requantised.strippedSourceSize()
                ? new PathResult(CodecPath.COEFFICIENTS, PathOutcome.CODED, coded)
                : chooseSmaller(CodecPath.COEFFICIENTS, coded, MetadataStripper.strip(source, ImageFormat.JPEG));
    }

    private PathResult reencodePixels(ImageBytes source, ImageFormat format, Recipe recipe, CodecPath codecPath) {
        return switch (pixels.reencode(source, format, recipe)) {
            case PixelPath.EncodeResult.Failed(var refused) -> PathResult.refused(codecPath, refused);
            case PixelPath.EncodeResult.Encoded(var coded, var beside) ->
                switch (beside) {
                    case IF_NOT_LARGER -> chooseSmaller(codecPath, coded, MetadataStripper.strip(source, format));
                    case ALWAYS -> preferSource(codecPath, coded, MetadataStripper.strip(source, format));
                    case NEVER -> new PathResult(codecPath, PathOutcome.CODED, coded);
                };
        };
    }

    private static PathResult chooseSmaller(CodecPath codecPath, Done coded, Optional<ImageBytes> bare) {
        return preferSource(
                codecPath,
                coded,
                bare.filter(bytes -> bytes.size() <= coded.bytes().size()));
    }

    // Bare is the source without its metadata. Where only coding it again gets rid of those, that is published,
    // even if it is larger: no GPS position is.
    private static PathResult preferSource(CodecPath codecPath, Done coded, Optional<ImageBytes> bare) {
        return bare.map(bytes -> new Done(bytes, coded.format(), coded.width(), coded.height()))
                .map(kept -> new PathResult(codecPath, PathOutcome.KEPT, kept))
                .orElse(new PathResult(codecPath, PathOutcome.CODED, coded));
    }
}
