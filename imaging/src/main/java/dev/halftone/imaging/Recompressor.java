package dev.halftone.imaging;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.Ways.End;
import dev.halftone.imaging.Ways.Journey;
import dev.halftone.imaging.header.Contents;
import dev.halftone.imaging.jpeg.CoefficientPath;
import dev.halftone.imaging.jpeg.Requantised;
import dev.halftone.imaging.metadata.Metadata;
import dev.halftone.imaging.pixels.PixelPath;
import dev.halftone.imaging.pixels.Recoded;
import dev.halftone.imaging.vips.Libvips;
import java.nio.file.Path;
import java.util.Optional;

/// Makes images smaller.
///
/// May be called by any number of threads at once, which should be platform threads and no more of them than there are
/// processors: the work is native and keeps its thread's processor busy. It cannot be interrupted, but is stopped when
/// it takes longer than [ImageLimits#maxWork].
public final class Recompressor implements Coder {
    /// To be raised with every change after which the same source and recipe give other bytes: what was published
    /// before is then not used again.
    private static final int VERSION = 2;

    private final ImageLimits limits;
    private final Libvips libvips;
    private final CoefficientPath coefficients;
    private final PixelPath pixels;
    private final Ways ways;

    private Recompressor(ImageLimits limits, Libvips libvips, Ways ways) {
        this.limits = limits;
        this.libvips = libvips;
        this.coefficients = new CoefficientPath(limits);
        this.pixels = new PixelPath(libvips, limits);
        this.ways = ways;
    }

    /// Loads libvips from the given file, or else the one that was packed by the build, or else the system's.
    ///
    /// @throws dev.halftone.imaging.vips.LibvipsMissing if there is none; its message says what to install
    public static Recompressor open(ImageLimits limits, Optional<Path> libvips) {
        return open(limits, libvips, new Ways());
    }

    /// The same.
    ///
    /// @param ways where it is counted which way each image took
    public static Recompressor open(ImageLimits limits, Optional<Path> libvips, Ways ways) {
        return new Recompressor(limits, Libvips.load(libvips), ways);
    }

    /// What makes the same bytes of the same source and recipe, in a word to be compared: our own code, libvips,
    /// and the limit by which an image is taken or refused.
    @Override
    public String identity() {
        return "halftone " + VERSION + ", libvips " + libvips.version() + ", " + limits.maxPixels() + " pixels";
    }

    /// The image by the recipe, or why there is none. Never larger than the source, unless something was done to the
    /// picture itself: resized, turned upright, its format or its colours converted.
    @Override
    public Recompressed recompress(ImageBytes source, Recipe recipe) {
        return switch (Contents.of(source)) {
            case Contents.Image(var format) -> ways.counted(journey(source, format, recipe));
            case Contents.Foreign(var what) ->
                new Refused(Reason.UNSUPPORTED_FORMAT, "the body is " + what + ", which cannot be read here");
            case Contents.NoImage(var what) ->
                new Refused(Reason.NOT_AN_IMAGE, "the body is " + what + ", not a picture");
        };
    }

    private Journey journey(ImageBytes source, ImageFormat format, Recipe recipe) {
        return isJpegThroughout(format, recipe)
                ? overCoefficients(source, recipe)
                : overPixels(source, format, recipe, Way.OTHER_FORMAT);
    }

    private static boolean isJpegThroughout(ImageFormat format, Recipe recipe) {
        return format == ImageFormat.JPEG
                && (recipe.format() == OutputFormat.KEEP || recipe.format() == OutputFormat.JPEG);
    }

    // The short way, on which no pixels are made. What it declines goes the long way; so does what is too much work,
    // which refuses it before it begins.
    private Journey overCoefficients(ImageBytes source, Recipe recipe) {
        return switch (coefficients.requantise(source, recipe)) {
            case Requantised.Done done -> smaller(source, done);
            case Requantised.Declined(var reason) -> overPixels(source, ImageFormat.JPEG, recipe, Way.because(reason));
            case Requantised.TooManyPixels _ -> overPixels(source, ImageFormat.JPEG, recipe, Way.TOO_MANY_PIXELS);
            case Requantised.Corrupt(var what) ->
                refused(Reason.CORRUPT_IMAGE, "the picture is damaged or incomplete: " + what);
            case Requantised.TimedOut _ -> refused(Reason.TIMED_OUT, limits.timeIsUp());
        };
    }

    private static Journey refused(Reason reason, String message) {
        return Journey.refused(Way.COEFFICIENTS, new Refused(reason, message));
    }

    private static Journey smaller(ImageBytes source, Requantised.Done requantised) {
        var bytes = requantised.bytes();
        var coded = new Done(bytes, ImageFormat.JPEG, requantised.width(), requantised.height());
        return requantised.turned() || bytes.size() < requantised.sourceSize()
                ? new Journey(Way.COEFFICIENTS, End.CODED, coded)
                : smaller(Way.COEFFICIENTS, coded, Metadata.without(source, ImageFormat.JPEG));
    }

    private Journey overPixels(ImageBytes source, ImageFormat format, Recipe recipe, Way way) {
        return switch (pixels.recode(source, format, recipe)) {
            case Recoded.Failed(var refused) -> Journey.refused(way, refused);
            case Recoded.Image(var coded, var beside) ->
                switch (beside) {
                    case SAME -> smaller(way, coded, Metadata.without(source, format));
                    case MOVES -> kept(way, coded, Metadata.without(source, format));
                    case OTHER -> new Journey(way, End.CODED, coded);
                };
        };
    }

    private static Journey smaller(Way way, Done coded, Optional<ImageBytes> bare) {
        return kept(
                way, coded, bare.filter(bytes -> bytes.size() <= coded.bytes().size()));
    }

    // Bare is the source without its metadata. Where only coding it again gets rid of those, that is published, even if
    // it is larger: no GPS position is.
    private static Journey kept(Way way, Done coded, Optional<ImageBytes> bare) {
        return bare.map(bytes -> new Done(bytes, coded.format(), coded.width(), coded.height()))
                .map(kept -> new Journey(way, End.KEPT, kept))
                .orElse(new Journey(way, End.CODED, coded));
    }
}
