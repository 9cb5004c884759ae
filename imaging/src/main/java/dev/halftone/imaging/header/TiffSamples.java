package dev.halftone.imaging.header;

import dev.halftone.imaging.ImageBytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the samples of a TIFF's first page mean (TIFF 6.0 sections 8, 16, 18, 20 and 23). Tags that are left
/// out have the values that libtiff gives them.
public final class TiffSamples {
    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int MASK = 4;
    private static final int SEPARATED = 5;
    private static final int YCBCR = 6;
    static final int LAB = 8;
    // Samples of the color filter array of a camera, and DNG's linear samples.
    private static final int COLOR_FILTERS = 32803;
    private static final int LINEAR_RAW = 34892;
    private static final int LOG_LUV = 32845;

    private static final int ASSOCIATED = 1;
    private static final int UNASSOCIATED = 2;

    private static final int UNSIGNED = 1;
    private static final int SIGNED = 2;
    private static final int FLOAT = 3;
    private static final int COMPLEX_INTEGERS = 5;
    private static final int COMPLEX = 6;

    private final TiffDirectory directory;
    private final int photometric;
    private final int perPixel;
    private final List<Integer> extraKinds;

    private TiffSamples(TiffDirectory directory) {
        this.directory = directory;
        this.photometric = photometric(directory);
        this.perPixel = perPixel(directory);
        this.extraKinds = directory.few(TiffDirectory.EXTRA_SAMPLES);
    }

    /// Reads them from a file's first directory.
    public static TiffSamples of(ImageBytes source) {
        return of(new TiffDirectory(new Bytes(source.array())));
    }

    static TiffSamples of(TiffDirectory directory) {
        return new TiffSamples(directory);
    }

    int photometric() {
        return photometric;
    }

    /// The samples of a pixel that must be decoded. In planes, those after the colors can be left out.
    int decoded() {
        return isPlanar() && alpha().isEmpty() ? Math.min(perPixel, colors()) : perPixel;
    }

    /// The number of decoded samples after those for the colors.
    public int extra() {
        return Math.max(0, decoded() - colors());
    }

    private boolean isPlanar() {
        return directory.first(TiffDirectory.PLANAR_CONFIGURATION, 1) == 2;
    }

    private int colors() {
        return colors(photometric);
    }

    private static int colors(int photometric) {
        return switch (photometric) {
            case RGB, YCBCR, LAB, LOG_LUV -> 3;
            case SEPARATED -> 4;
            default -> 1;
        };
    }

    /// What the colors are, or if the file does not say, what libtiff takes them for.
    static int photometric(TiffDirectory directory) {
        var compression = TiffCompression.of(directory);
        var isRgb =
                directory.first(TiffDirectory.SAMPLES_PER_PIXEL, bits(directory).size()) >= 3;
        var assumed = compression.isFax() ? WHITE_IS_ZERO : !isRgb ? BLACK_IS_ZERO : compression.isJpeg() ? YCBCR : RGB;
        return (int) directory.first(TiffDirectory.PHOTOMETRIC, assumed);
    }

    /// The samples of a pixel, or if the file does not say, as many as its colors and depths require.
    static int perPixel(TiffDirectory directory) {
        var required = Math.max(colors(photometric(directory)), bits(directory).size());
        return (int) directory.first(TiffDirectory.SAMPLES_PER_PIXEL, required);
    }

    private static List<Integer> bits(TiffDirectory directory) {
        return directory.few(TiffDirectory.BITS_PER_SAMPLE);
    }

    /// Which of the extra samples is alpha. libvips un-premultiplies by the last that is associated alpha, so
    /// that comes first.
    public OptionalInt alpha() {
        if (isAlphaAssumed()) return OptionalInt.of(0);
        var kind =
                extraKinds.contains(ASSOCIATED) ? extraKinds.lastIndexOf(ASSOCIATED) : extraKinds.indexOf(UNASSOCIATED);
        var index = perPixel - colors() - extraKinds.size() + kind;
        return kind >= 0 && index >= 0 ? OptionalInt.of(index) : OptionalInt.empty();
    }

    /// Whether a fourth sample is alpha although the file does not say so. libtiff, libvips and Pillow agree.
    public boolean isAlphaAssumed() {
        return extraKinds.isEmpty() && photometric == RGB && perPixel == 4;
    }

    /// The samples of a pixel that are stored together.
    int inPlane() {
        return isPlanar() ? 1 : perPixel;
    }

    boolean isYcbcr() {
        return photometric == YCBCR;
    }

    public boolean isLab() {
        return photometric == LAB;
    }

    /// What about the samples cannot be read here, as a kind of file with its article.
    public Optional<String> unsupportedKind() {
        if (isCameraRaw()) return Optional.of("a camera's raw file");
        if (photometric == LOG_LUV) return Optional.empty();
        return unsupportedColors()
                .or(this::unsupportedLayout)
                .or(this::unsupportedDepth)
                .map("a TIFF "::concat);
    }

    // DNG and its like (Nikon's NEF, Sony's ARW) have a thumbnail for a first page, and the photo in a
    // directory below.
    private boolean isCameraRaw() {
        var isThumbnail = (directory.first(TiffDirectory.SUBFILE_TYPE, 0) & 1) == 1;
        return photometric == COLOR_FILTERS
                || photometric == LINEAR_RAW
                || (isThumbnail && directory.has(TiffDirectory.SUB_DIRECTORIES));
    }

    private Optional<String> unsupportedColors() {
        return switch (photometric) {
            case WHITE_IS_ZERO, BLACK_IS_ZERO -> Optional.empty();
            case PALETTE ->
                extraKinds.contains(ASSOCIATED) ? Optional.of("with a premultiplied palette") : Optional.empty();
            case RGB -> perPixel < 3 ? Optional.of("with too few samples") : Optional.empty();
            case LAB -> perPixel < 3 || alpha().isPresent() ? Optional.of("in L*a*b* with alpha") : Optional.empty();
            case SEPARATED -> unsupportedInks();
            case YCBCR -> isPlainYcbcr() ? Optional.of("in YCbCr without subsampling") : Optional.empty();
            case MASK -> Optional.of("of a transparency mask");
            default -> Optional.of("in colors of an uncommon kind (" + photometric + ")");
        };
    }

    // libvips un-premultiplies as if the largest ink were 255.
    private Optional<String> unsupportedInks() {
        var isCmyk = perPixel >= 4 && directory.first(TiffDirectory.INK_SET, 1) == 1;
        if (!isCmyk) return Optional.of("of inks that are not CMYK");
        var isDeep = directory.first(TiffDirectory.BITS_PER_SAMPLE, 8) > 8;
        return isDeep && extraKinds.contains(ASSOCIATED)
                ? Optional.of("in premultiplied CMYK with 16-bit samples")
                : Optional.empty();
    }

    // libvips returns such samples as if they were RGB. libjpeg converts those of a JPEG.
    private boolean isPlainYcbcr() {
        var subsampling = directory.few(TiffDirectory.CHROMA_SUBSAMPLING);
        return !TiffCompression.of(directory).isJpeg() && subsampling.equals(List.of(1, 1));
    }

    // libvips mixes up the rows of planes unless it can copy their samples as they are.
    private Optional<String> unsupportedLayout() {
        if (!isPlanar() || decoded() == 1) return Optional.empty();
        if (directory.has(TiffDirectory.TILE_OFFSETS)) return Optional.of("with planes in tiles");
        var isCopied = colors() > 1 && !isHalfFloat();
        return isCopied ? Optional.empty() : Optional.of("with alpha in a plane of its own");
    }

    private boolean isHalfFloat() {
        return directory.first(TiffDirectory.SAMPLE_FORMAT, UNSIGNED) == FLOAT
                && directory.first(TiffDirectory.BITS_PER_SAMPLE, 1) == 16;
    }

    private Optional<String> unsupportedDepth() {
        var bits = bits(directory);
        if (bits.stream().distinct().count() > 1) return Optional.of("with samples of different depths");
        var depth = bits.isEmpty() ? 1 : bits.getFirst();
        return switch ((int) directory.first(TiffDirectory.SAMPLE_FORMAT, UNSIGNED)) {
            case SIGNED -> photometric == LAB ? Optional.empty() : Optional.of("with signed samples");
            case FLOAT ->
                isFloatReadable(depth)
                        ? Optional.empty()
                        : Optional.of("with " + depth + "-bit floating-point samples");
            case COMPLEX_INTEGERS, COMPLEX -> Optional.of("with complex samples");
            default -> isDepthReadable(depth) ? Optional.empty() : Optional.of("with " + depth + "-bit samples");
        };
    }

    // The numbers of other colors are heights, temperatures, or light with no defined white.
    private boolean isFloatReadable(int bits) {
        return photometric == RGB && (bits == 16 || bits == 32);
    }

    private boolean isDepthReadable(int bits) {
        return switch (bits) {
            case 1, 2, 4 -> photometric == PALETTE || perPixel == 1;
            case 8, 16 -> true;
            default -> false;
        };
    }
}
