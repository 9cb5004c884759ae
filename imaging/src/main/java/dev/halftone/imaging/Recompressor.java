package dev.halftone.imaging;

import dev.halftone.imaging.CodecPathMetrics.PathOutcome;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.header.DeclaredPixels;
import dev.halftone.imaging.header.DetectedType;
import dev.halftone.imaging.jpeg.CoefficientPath;
import dev.halftone.imaging.metadata.MetadataStripper;
import dev.halftone.imaging.pixels.PixelPath;
import dev.halftone.imaging.vips.Libvips;
import java.nio.file.Path;
import java.util.Optional;

/// Recompresses images in this process.
///
/// Thread-safe. Call it from platform threads, and from no more of them than there are processors: the work is native
/// and keeps its thread's processor busy. It cannot be interrupted, but stops after [ImageLimits#maxWork].
public final class Recompressor implements ImageCodec {
    /// Raise this with every change that makes other bytes of the same source and recipe. Images published
    /// before are then not reused.
    private static final int VERSION = 4;

    // A JPEG of this many pixels takes little memory on any path.
    private static final long SMALL = 2_000_000;

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

    /// Loads libvips from the given file. Without one, loads the libvips bundled by the build, or else the
    /// system's.
    ///
    /// @throws dev.halftone.imaging.vips.LibvipsMissing if there is none; its message says what to install
    public static Recompressor open(ImageLimits limits, Optional<Path> libvips) {
        return open(limits, libvips, new CodecPathMetrics());
    }

    /// The same, with metrics.
    ///
    /// @param codecPathMetrics counts the codec path of each image
    public static Recompressor open(ImageLimits limits, Optional<Path> libvips, CodecPathMetrics codecPathMetrics) {
        return new Recompressor(limits, Libvips.load(libvips), codecPathMetrics);
    }

    /// An image that is refused by its headers takes no memory.
    @Override
    public long workingMemory(ImageBytes source, Recipe recipe) {
        return switch (DetectedType.detect(source)) {
            case DetectedType.Image(var format) -> workingMemory(source, format, recipe);
            case DetectedType.Unsupported _, DetectedType.NotAnImage _ -> 0;
        };
    }

    private long workingMemory(ImageBytes source, ImageFormat format, Recipe recipe) {
        var declared = DeclaredPixels.of(source, format);
        if (declared.inFrame() > limits.maxPixels()) return 0;
        var ofPixels = new WorkingMemory(format, declared, recipe).bytes();
        // Choosing the path of a JPEG reads all its headers, which takes a fiftieth of the time of a small one.
        return isJpegToJpeg(format, recipe) && declared.inFrame() > SMALL
                ? coefficients.workingMemory(source, recipe).orElse(ofPixels)
                : ofPixels;
    }

    /// Names our own version, libvips' version, and the pixel limit, which decides whether an image is refused.
    @Override
    public String outputVersion() {
        return "halftone " + VERSION + ", libvips " + libvips.version() + ", " + limits.maxPixels() + " pixels";
    }

    /// Returns the recompressed image, or why there is none. It is never larger than the source, unless the
    /// image itself was changed: resized, rotated, or converted to another format or color space; or unless the
    /// source hides bytes that may be metadata.
    @Override
    public Recompressed recompress(ImageBytes source, Recipe recipe) {
        return switch (DetectedType.detect(source)) {
            case DetectedType.Image(var format) -> recompress(source, format, recipe);
            case DetectedType.Unsupported(var description) ->
                new Refused(Reason.UNSUPPORTED_FORMAT, "the body is " + description + ", which cannot be read here");
            case DetectedType.NotAnImage(var description) ->
                new Refused(Reason.NOT_AN_IMAGE, "the body is " + description + ", not an image");
        };
    }

    // JPEG to JPEG works on the coefficients and decodes no pixels. What that path declines goes through the
    // pixels; so does an image with too many pixels, which the pixel path refuses before it decodes any.
    private Recompressed recompress(ImageBytes source, ImageFormat format, Recipe recipe) {
        if (!isJpegToJpeg(format, recipe)) return reencodePixels(source, format, recipe, CodecPath.OTHER_FORMAT);
        return switch (coefficients.transcode(source, recipe)) {
            case PathResult.Completed completed -> choose(CodecPath.COEFFICIENTS, completed, source, format);
            case PathResult.Declined(var reason) -> reencodePixels(source, format, recipe, reason);
        };
    }

    private static boolean isJpegToJpeg(ImageFormat format, Recipe recipe) {
        return format == ImageFormat.JPEG
                && (recipe.format() == Recipe.OutputFormat.KEEP || recipe.format() == Recipe.OutputFormat.JPEG);
    }

    private Recompressed reencodePixels(ImageBytes source, ImageFormat format, Recipe recipe, CodecPath codecPath) {
        var whole = format == ImageFormat.JPEG ? coefficients.withEndMarker(source) : source;
        return choose(codecPath, pixels.reencode(whole, format, recipe), whole, format);
    }

    private Recompressed choose(
            CodecPath codecPath, PathResult.Completed completed, ImageBytes source, ImageFormat format) {
        return switch (completed) {
            case PathResult.Refused(var refused) -> {
                codecPathMetrics.increment(codecPath, PathOutcome.REFUSED);
                yield refused;
            }
            case PathResult.SourceOnly(var width, var height) -> {
                var kept = MetadataStripper.strip(source, format).filter(_ -> isStrippable(source, format));
                codecPathMetrics.increment(codecPath, kept.isPresent() ? PathOutcome.KEPT : PathOutcome.REFUSED);
                yield kept.<Recompressed>map(bytes -> new Done(bytes, format, width, height))
                        .orElseGet(() -> new Refused(Reason.TIMED_OUT, limits.timeoutMessage()));
            }
            case PathResult.Encoded encoded -> {
                var kept = keptSource(encoded, source, format)
                        .filter(_ -> codecPath == CodecPath.COEFFICIENTS || isStrippable(source, format));
                codecPathMetrics.increment(codecPath, kept.isPresent() ? PathOutcome.KEPT : PathOutcome.CODED);
                yield kept.orElse(encoded.done());
            }
        };
    }

    // In a JPEG, bytes between coded data and the next marker stay when its segments are removed. The
    // coefficient path has looked for some already.
    private boolean isStrippable(ImageBytes source, ImageFormat format) {
        return format != ImageFormat.JPEG || coefficients.hasOnlyCodedData(source);
    }

    // The source without its metadata. It is empty if the metadata cannot be removed without encoding the image
    // again. Then the encoded image is published even if it is larger, because it carries no GPS position.
    private static Optional<Done> keptSource(PathResult.Encoded encoded, ImageBytes source, ImageFormat format) {
        var done = encoded.done();
        var stripped = switch (encoded.keepSource()) {
            case NEVER -> Optional.<ImageBytes>empty();
            case ALWAYS -> MetadataStripper.strip(source, format);
            case IF_NOT_LARGER ->
                MetadataStripper.strip(source, format)
                        .filter(bytes -> bytes.size() <= done.bytes().size());
        };
        return stripped.map(bytes -> new Done(bytes, done.format(), done.width(), done.height()));
    }
}
