package dev.halftone.imaging;

import static dev.halftone.imaging.TestImages.corners;
import static dev.halftone.imaging.TestImages.withLibvips;

import dev.halftone.imaging.vips.Libheif;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/// Sample files of each format, with every depth, color type and coding that it has.
public final class SampleImages {
    private static final BufferedImage CORNERS = corners(QuadrantImage.WIDTH, QuadrantImage.HEIGHT);
    static final BufferedImage CUT_OUT = cutOut();
    static final int[] GRAYS = {0, 0x555555, 0xAAAAAA, 0xFFFFFF};
    static final int[] COLOURS = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF};

    public static final List<Sample> JPEGS = List.of(
            kind("JPEG", TestImages.jpeg(CORNERS, 95), "RGBW"),
            kind("JPEG, progressive", TestImages.progressiveJpeg(CORNERS), "RGBW"),
            kind(
                    "JPEG, 4:4:4",
                    withLibvips(CORNERS, vipsImage -> vipsImage.save("jpegsave_buffer", "subsample-mode=off")),
                    "RGBW"),
            kind("JPEG, grey", TestImages.jpeg(grays(), 95), "KdlW"),
            kind("JPEG, CMYK", TestImages.jpegOfFour(inked(rgb -> ~rgb)), "RGBW"),
            kind("JPEG, YCCK", JpegFiles.ofYcck(TestImages.jpegOfFour(inked(rgb -> ~ycc(~rgb)))), "RGBW"));

    public static final List<Sample> PNGS = Stream.of(
                    Stream.of(1, 2, 4, 8, 16)
                            .flatMap(bits -> eitherWay("grey", 0, QuadrantImage.grays(bits), gray(bits))),
                    Stream.of(8, 16).flatMap(bits -> eitherWay("RGB", 2, QuadrantImage.colors(bits), "RGBW")),
                    Stream.of(8, 16)
                            .flatMap(bits -> eitherWay(
                                    "grey and alpha",
                                    4,
                                    QuadrantImage.grays(bits).withAlpha(),
                                    "Kdl.")),
                    Stream.of(8, 16)
                            .flatMap(bits -> eitherWay(
                                    "RGB and alpha",
                                    6,
                                    QuadrantImage.colors(bits).withAlpha(),
                                    "RGB.")),
                    Stream.of(2, 4, 8)
                            .flatMap(bits -> eitherWay(
                                    "palette", 3, QuadrantImage.ofSingleSamples(bits, 0, 1, 2, 3), "RGBW", palette())),
                    Stream.of(2, 4, 8)
                            .flatMap(bits -> eitherWay(
                                    "palette and alpha",
                                    3,
                                    QuadrantImage.ofSingleSamples(bits, 0, 1, 2, 3),
                                    "RGB.",
                                    palette(),
                                    transparent(-1, -1, -1, 0))),
                    Stream.of(1)
                            .flatMap(bits -> eitherWay(
                                    "palette",
                                    3,
                                    QuadrantImage.ofSingleSamples(bits, 0, 1, 1, 0),
                                    "RGGR",
                                    PngFiles.chunk("PLTE", new byte[] {-1, 0, 0, 0, -1, 0}))),
                    Stream.of(2, 4, 8)
                            .flatMap(bits -> eitherWay(
                                    "grey with a transparent one",
                                    0,
                                    QuadrantImage.grays(bits),
                                    "Kdl.",
                                    transparent(0, (1 << bits) - 1))),
                    Stream.of(8)
                            .flatMap(bits -> eitherWay(
                                    "RGB with a transparent one",
                                    2,
                                    QuadrantImage.colors(bits),
                                    "RGB.",
                                    transparent(0, 255, 0, 255, 0, 255))))
            .flatMap(kinds -> kinds)
            .toList();

    public static final List<Sample> WEBPS = List.of(
            kind("WebP", TestImages.webp(CORNERS, 95), "RGBW"),
            kind("WebP and alpha", TestImages.webp(CUT_OUT, 95), "RGB."),
            kind(
                    "WebP, lossless",
                    withLibvips(CORNERS, vipsImage -> vipsImage.save("webpsave_buffer", "lossless=true")),
                    "RGBW"),
            kind(
                    "WebP, lossless and alpha",
                    withLibvips(CUT_OUT, vipsImage -> vipsImage.save("webpsave_buffer", "lossless=true")),
                    "RGB."));

    public static final List<Sample> AVIFS = List.of(
            kind("AVIF", TestImages.avif(CORNERS, 80), "RGBW"),
            kind("AVIF and alpha", TestImages.avif(CUT_OUT, 80), "RGB."),
            kind("AVIF, 4:4:4", TestImages.avif(CORNERS, "subsample-mode=off,Q=80"), "RGBW"),
            kind("AVIF, lossless", TestImages.avif(CORNERS, "lossless=true"), "RGBW"),
            kind("AVIF, 10 bits", TestImages.avif(CORNERS, "bitdepth=10,Q=80"), "RGBW"),
            kind("AVIF, 12 bits and alpha", TestImages.avif(CUT_OUT, "bitdepth=12,Q=80"), "RGB."),
            kind("AVIF, grey", TestImages.convert(TestImages.png(grays()), Recipe.OutputFormat.AVIF), "KdlW"));

    public static final List<Sample> GIFS = List.of(
            kind("GIF", TestImages.encode(CORNERS, "gif"), "RGBW"),
            kind(
                    "GIF with transparency",
                    withLibvips(CUT_OUT, vipsImage -> vipsImage.save("gifsave_buffer", "")),
                    "RGB."),
            kind(
                    "GIF, interlaced",
                    withLibvips(CORNERS, vipsImage -> vipsImage.save("gifsave_buffer", "interlace=true")),
                    "RGBW"));

    public static final List<Sample> TIFFS = Stream.of(
                    Stream.of(1, 2, 4, 8, 16)
                            .map(bits -> tiff(
                                    bits + " bits of grey", TiffFiles.page(1, QuadrantImage.grays(bits)), gray(bits))),
                    Stream.of(1, 4, 8)
                            .map(bits -> tiff(
                                    bits + " bits, white is zero",
                                    TiffFiles.page(0, QuadrantImage.grays(bits)),
                                    bits == 1 ? "WKKW" : "WldK")),
                    Stream.of(8, 16)
                            .map(bits ->
                                    tiff(bits + " bits of RGB", TiffFiles.page(2, QuadrantImage.colors(bits)), "RGBW")),
                    Stream.of(8, 16)
                            .map(bits -> tiff(
                                    bits + " bits of RGB and alpha",
                                    TiffFiles.page(2, QuadrantImage.colors(bits).withAlpha())
                                            .extra(2),
                                    "RGB.")),
                    Stream.of(8, 16)
                            .map(bits -> tiff(
                                    bits + " bits of grey and alpha",
                                    TiffFiles.page(1, QuadrantImage.grays(bits).withAlpha())
                                            .extra(2),
                                    "Kdl.")),
                    Stream.of(tiff(
                            "premultiplied",
                            TiffFiles.page(2, QuadrantImage.colors(8).withAlpha())
                                    .extra(1),
                            "RGB.")),
                    Stream.of(8, 16).map(bits -> tiff(bits + " bits of CMYK", TiffFiles.page(5, inks(bits)), "RGBW")),
                    Stream.of(tiff(
                            "palette",
                            TiffFiles.page(3, QuadrantImage.ofSingleSamples(2, 0, 1, 2, 3))
                                    .palette(-1, 0, 0, -1, 0, -1, 0, -1, 0, 0, -1, -1),
                            "RGBW")),
                    Stream.of(tiff(
                            "floating point",
                            TiffFiles.page(
                                            2,
                                            QuadrantImage.of(
                                                    32,
                                                    pixel(bits(1), 0, 0),
                                                    pixel(0, bits(1), 0),
                                                    pixel(0, 0, bits(1)),
                                                    pixel(bits(1), bits(1), bits(1))))
                                    .floats(),
                            "RGBW")),
                    Stream.of(kind(
                            "TIFF, two pages",
                            TiffFiles.of(
                                    TiffFiles.page(2, QuadrantImage.colors(8)),
                                    TiffFiles.page(1, QuadrantImage.grays(8))),
                            "RGBW")),
                    Stream.of("LZW", "Deflate", "ZLib", "PackBits", "JPEG")
                            .map(compression -> kind(
                                    "TIFF, in tiles of " + compression,
                                    TiffFiles.tiled(CORNERS, 16, compression),
                                    "RGBW")))
            .flatMap(kinds -> kinds)
            .toList();

    public static final List<Sample> BMPS = SampleBmps.all();

    public static final List<Sample> HEICS = List.of(
            new Sample("HEIC", ImageFormat.HEIC, FuzzSeed.HEIC.bytes(), "RGBW", 64, 32),
            new Sample("HEIC and alpha", ImageFormat.HEIC, FuzzSeed.resource("cut-out.heic"), ".GB.", 64, 32));

    static final List<Sample> ALL = Stream.of(JPEGS, PNGS, WEBPS, AVIFS, GIFS, TIFFS, BMPS, HEICS)
            .flatMap(List::stream)
            .toList();

    private SampleImages() {}

    // Its name begins with its format's.
    static Sample kind(String name, ImageBytes bytes, String look) {
        var format = Stream.of(ImageFormat.values())
                .filter(each -> name.toUpperCase(Locale.ROOT).startsWith(each.name()))
                .findFirst();
        return new Sample(name, format.orElseThrow(), bytes, look, QuadrantImage.WIDTH, QuadrantImage.HEIGHT);
    }

    private static Sample tiff(String name, TiffFiles.Page page, String look) {
        return kind("TIFF, " + name, TiffFiles.of(page), look);
    }

    private static Stream<Sample> eitherWay(
            String name, int type, QuadrantImage quadrantImage, String look, byte[]... chunks) {
        var title = "PNG, " + quadrantImage.bits() + " bits of " + name;
        return Stream.of(
                kind(title, PngFiles.of(type, quadrantImage, chunks), look),
                kind(title + ", interlaced", PngFiles.interlaced(type, quadrantImage, chunks), look));
    }

    private static String gray(int bits) {
        return bits == 1 ? "KWWK" : "KdlW";
    }

    private static byte[] palette() {
        return PngFiles.chunk("PLTE", new byte[] {-1, 0, 0, 0, -1, 0, 0, 0, -1, -1, -1, -1});
    }

    private static byte[] transparent(int... bytes) {
        var content = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) content[i] = (byte) bytes[i];
        return PngFiles.chunk("tRNS", content);
    }

    static int[] pixel(int... samples) {
        return samples;
    }

    private static int bits(float number) {
        return Float.floatToIntBits(number);
    }

    // Without black. CMYK is written inverted (Adobe's convention), and read as YCCK becomes RGB, which is
    // inverted CMY.
    private static BufferedImage inked(IntUnaryOperator inks) {
        var image = new BufferedImage(QuadrantImage.WIDTH, QuadrantImage.HEIGHT, BufferedImage.TYPE_INT_ARGB);
        for (var y = 0; y < QuadrantImage.HEIGHT; y++) {
            for (var x = 0; x < QuadrantImage.WIDTH; x++)
                image.setRGB(x, y, inks.applyAsInt(CORNERS.getRGB(x, y)) & 0xFFFFFF);
        }
        return image;
    }

    // JFIF 1.02, page 3.
    private static int ycc(int rgb) {
        var red = rgb >> 16 & 0xFF;
        var green = rgb >> 8 & 0xFF;
        var blue = rgb & 0xFF;
        var luminance = 0.299 * red + 0.587 * green + 0.114 * blue;
        var blueness = 128 + (blue - luminance) / 1.772;
        var redness = 128 + (red - luminance) / 1.402;
        return level(luminance) << 16 | level(blueness) << 8 | level(redness);
    }

    private static int level(double level) {
        return Math.clamp(Math.round(level), 0, 255);
    }

    static QuadrantImage inks(int bits) {
        var max = (1 << bits) - 1;
        return QuadrantImage.of(
                bits, pixel(0, max, max, 0), pixel(max, 0, max, 0), pixel(max, max, 0, 0), pixel(0, 0, 0, 0));
    }

    private static BufferedImage cutOut() {
        var image = new BufferedImage(QuadrantImage.WIDTH, QuadrantImage.HEIGHT, BufferedImage.TYPE_INT_ARGB);
        image.createGraphics().drawImage(CORNERS, 0, 0, null);
        for (var y = QuadrantImage.HEIGHT / 2; y < QuadrantImage.HEIGHT; y++) {
            for (var x = 0; x < QuadrantImage.WIDTH / 2; x++) image.setRGB(x, y, 0);
        }
        return image;
    }

    private static BufferedImage grays() {
        var image = new BufferedImage(QuadrantImage.WIDTH, QuadrantImage.HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster()
                .setDataElements(
                        0,
                        0,
                        QuadrantImage.WIDTH,
                        QuadrantImage.HEIGHT,
                        QuadrantImage.grays(8).rows());
        return image;
    }

    /// An image of four quadrants in some kind of file.
    ///
    /// @param colors of its quadrants, see [QuadrantImage.QuadrantColors]
    public record Sample(String name, ImageFormat format, ImageBytes bytes, String colors, int width, int height) {

        /// The format that it is published in.
        ImageFormat outputFormat(Recipe.OutputFormat wanted) {
            return switch (wanted) {
                case JPEG, PNG, WEBP, AVIF -> ImageFormat.valueOf(wanted.name());
                case KEEP ->
                    switch (format) {
                        case JPEG, PNG, WEBP, AVIF, GIF -> format;
                        case TIFF, BMP, HEIC -> colors.contains(".") ? ImageFormat.PNG : ImageFormat.JPEG;
                    };
            };
        }

        /// Transparent parts are white in a JPEG.
        String colorsAs(ImageFormat published) {
            return published == ImageFormat.JPEG ? colors.replace('.', 'W') : colors;
        }

        public boolean isReadable() {
            return format != ImageFormat.HEIC || Libheif.find().isPresent();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
