package dev.halftone.imaging;

import static dev.halftone.imaging.Pictures.byLibvips;
import static dev.halftone.imaging.Pictures.corners;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/// The kinds of files there are, of each format with every depth, colour and coding that it has.
final class Kinds {
    private static final BufferedImage CORNERS = corners(Quarters.WIDTH, Quarters.HEIGHT);
    private static final BufferedImage CUT_OUT = cutOut();
    private static final int[] GREYS = {0, 0x555555, 0xAAAAAA, 0xFFFFFF};
    private static final int[] COLOURS = {0xFF0000, 0x00FF00, 0x0000FF, 0xFFFFFF};

    static final List<Kind> JPEGS = List.of(
            kind("JPEG", Pictures.jpeg(CORNERS, 95), "RGBW"),
            kind("JPEG, progressive", Pictures.progressiveJpeg(CORNERS), "RGBW"),
            kind(
                    "JPEG, 4:4:4",
                    byLibvips(CORNERS, picture -> picture.save("jpegsave_buffer", "subsample-mode=off")),
                    "RGBW"),
            kind("JPEG, grey", Pictures.jpeg(greys(), 95), "KdlW"),
            kind("JPEG, CMYK", Pictures.jpegOfFour(inked(rgb -> ~rgb)), "RGBW"),
            kind("JPEG, YCCK", Jpegs.ofYcck(Pictures.jpegOfFour(inked(rgb -> ~ycc(~rgb)))), "RGBW"));

    static final List<Kind> PNGS = Stream.of(
                    Stream.of(1, 2, 4, 8, 16).flatMap(bits -> eitherWay("grey", 0, Quarters.greys(bits), grey(bits))),
                    Stream.of(8, 16).flatMap(bits -> eitherWay("RGB", 2, Quarters.colours(bits), "RGBW")),
                    Stream.of(8, 16)
                            .flatMap(bits -> eitherWay(
                                    "grey and alpha", 4, Quarters.greys(bits).withAlpha(), "Kdl.")),
                    Stream.of(8, 16)
                            .flatMap(bits -> eitherWay(
                                    "RGB and alpha", 6, Quarters.colours(bits).withAlpha(), "RGB.")),
                    Stream.of(2, 4, 8)
                            .flatMap(bits ->
                                    eitherWay("palette", 3, Quarters.ofOne(bits, 0, 1, 2, 3), "RGBW", palette())),
                    Stream.of(2, 4, 8)
                            .flatMap(bits -> eitherWay(
                                    "palette and alpha",
                                    3,
                                    Quarters.ofOne(bits, 0, 1, 2, 3),
                                    "RGB.",
                                    palette(),
                                    transparent(-1, -1, -1, 0))),
                    Stream.of(1)
                            .flatMap(bits -> eitherWay(
                                    "palette",
                                    3,
                                    Quarters.ofOne(bits, 0, 1, 1, 0),
                                    "RGGR",
                                    Pngs.chunk("PLTE", new byte[] {-1, 0, 0, 0, -1, 0}))),
                    Stream.of(2, 4, 8)
                            .flatMap(bits -> eitherWay(
                                    "grey with a transparent one",
                                    0,
                                    Quarters.greys(bits),
                                    "Kdl.",
                                    transparent(0, (1 << bits) - 1))),
                    Stream.of(8)
                            .flatMap(bits -> eitherWay(
                                    "RGB with a transparent one",
                                    2,
                                    Quarters.colours(bits),
                                    "RGB.",
                                    transparent(0, 255, 0, 255, 0, 255))))
            .flatMap(kinds -> kinds)
            .toList();

    static final List<Kind> WEBPS = List.of(
            kind("WebP", Pictures.webp(CORNERS, 95), "RGBW"),
            kind("WebP and alpha", Pictures.webp(CUT_OUT, 95), "RGB."),
            kind(
                    "WebP, lossless",
                    byLibvips(CORNERS, picture -> picture.save("webpsave_buffer", "lossless=true")),
                    "RGBW"),
            kind(
                    "WebP, lossless and alpha",
                    byLibvips(CUT_OUT, picture -> picture.save("webpsave_buffer", "lossless=true")),
                    "RGB."));

    static final List<Kind> AVIFS = List.of(
            kind("AVIF", Pictures.avif(CORNERS, 80), "RGBW"),
            kind("AVIF and alpha", Pictures.avif(CUT_OUT, 80), "RGB."),
            kind("AVIF, 4:4:4", Pictures.avif(CORNERS, "subsample-mode=off,Q=80"), "RGBW"),
            kind("AVIF, lossless", Pictures.avif(CORNERS, "lossless=true"), "RGBW"),
            kind("AVIF, 10 bits", Pictures.avif(CORNERS, "bitdepth=10,Q=80"), "RGBW"),
            kind("AVIF, 12 bits and alpha", Pictures.avif(CUT_OUT, "bitdepth=12,Q=80"), "RGB."),
            kind("AVIF, grey", Pictures.converted(Pictures.png(greys()), OutputFormat.AVIF), "KdlW"));

    static final List<Kind> GIFS = List.of(
            kind("GIF", Pictures.coded(CORNERS, "gif"), "RGBW"),
            kind("GIF with transparency", byLibvips(CUT_OUT, picture -> picture.save("gifsave_buffer", "")), "RGB."),
            kind(
                    "GIF, interlaced",
                    byLibvips(CORNERS, picture -> picture.save("gifsave_buffer", "interlace=true")),
                    "RGBW"));

    static final List<Kind> TIFFS = Stream.of(
                    Stream.of(1, 2, 4, 8, 16)
                            .map(bits -> tiff(bits + " bits of grey", Tiffs.page(1, Quarters.greys(bits)), grey(bits))),
                    Stream.of(1, 4, 8)
                            .map(bits -> tiff(
                                    bits + " bits, white is zero",
                                    Tiffs.page(0, Quarters.greys(bits)),
                                    bits == 1 ? "WKKW" : "WldK")),
                    Stream.of(8, 16)
                            .map(bits -> tiff(bits + " bits of RGB", Tiffs.page(2, Quarters.colours(bits)), "RGBW")),
                    Stream.of(8, 16)
                            .map(bits -> tiff(
                                    bits + " bits of RGB and alpha",
                                    Tiffs.page(2, Quarters.colours(bits).withAlpha())
                                            .alpha(2),
                                    "RGB.")),
                    Stream.of(8, 16)
                            .map(bits -> tiff(
                                    bits + " bits of grey and alpha",
                                    Tiffs.page(1, Quarters.greys(bits).withAlpha())
                                            .alpha(2),
                                    "Kdl.")),
                    Stream.of(tiff(
                            "premultiplied",
                            Tiffs.page(2, Quarters.colours(8).withAlpha()).alpha(1),
                            "RGB.")),
                    Stream.of(8, 16).map(bits -> tiff(bits + " bits of CMYK", Tiffs.page(5, inks(bits)), "RGBW")),
                    Stream.of(tiff(
                            "palette",
                            Tiffs.page(3, Quarters.ofOne(2, 0, 1, 2, 3))
                                    .palette(-1, 0, 0, -1, 0, -1, 0, -1, 0, 0, -1, -1),
                            "RGBW")),
                    Stream.of(tiff(
                            "floating point",
                            Tiffs.page(
                                            2,
                                            Quarters.of(
                                                    32,
                                                    pixel(bits(1), 0, 0),
                                                    pixel(0, bits(1), 0),
                                                    pixel(0, 0, bits(1)),
                                                    pixel(bits(1), bits(1), bits(1))))
                                    .floats(),
                            "RGBW")),
                    Stream.of(kind(
                            "TIFF, two pages",
                            Tiffs.of(Tiffs.page(2, Quarters.colours(8)), Tiffs.page(1, Quarters.greys(8))),
                            "RGBW")),
                    Stream.of("LZW", "Deflate", "ZLib", "PackBits", "JPEG")
                            .map(compression -> kind(
                                    "TIFF, in tiles of " + compression, Tiffs.tiled(CORNERS, 16, compression), "RGBW")))
            .flatMap(kinds -> kinds)
            .toList();

    static final List<Kind> BMPS = List.of(
            kind("BMP, 1 bit", Bitmaps.indexed(Quarters.ofOne(1, 0, 1, 1, 0), 0, 0xFFFFFF), "KWWK"),
            kind("BMP, 4 bits", Bitmaps.indexed(Quarters.ofOne(4, 0, 1, 2, 3), COLOURS), "RGBW"),
            kind("BMP, 8 bits", Bitmaps.indexed(Quarters.ofOne(8, 0, 1, 2, 3), GREYS), "KdlW"),
            kind("BMP, 24 bits", Bitmaps.trueColour(blueFirst()), "RGBW"),
            kind("BMP, from the top", Bitmaps.topDown(blueFirst()), "RGBW"),
            kind("BMP of OS/2", Bitmaps.ofOs2(blueFirst()), "RGBW"),
            kind(
                    "BMP, 16 bits",
                    Bitmaps.masked(
                            16,
                            Quarters.ofOne(16, 0x00F8, 0xE007, 0x1F00, 0xFFFF).rowsOfBitmap(),
                            0xF800,
                            0x7E0,
                            0x1F),
                    "RGBW"),
            kind(
                    "BMP, 32 bits",
                    Bitmaps.masked(
                            32,
                            Quarters.ofOne(32, 0xFF00, 0xFF0000, 0xFF000000, -1).rowsOfBitmap(),
                            0xFF0000,
                            0xFF00,
                            0xFF),
                    "RGBW"),
            kind("BMP, 32 bits and alpha", Bitmaps.withAlpha(CUT_OUT), "RGB."),
            kind("BMP, in runs", Bitmaps.runs(runs(), COLOURS), "RGBW"));

    static final List<Kind> HEICS = List.of(
            new Kind("HEIC", ImageFormat.HEIC, Specimen.HEIC.bytes(), "RGBW", 64, 32),
            new Kind("HEIC and alpha", ImageFormat.HEIC, Specimen.resource("cut-out.heic"), ".GB.", 64, 32));

    static final List<Kind> ALL = Stream.of(JPEGS, PNGS, WEBPS, AVIFS, GIFS, TIFFS, BMPS, HEICS)
            .flatMap(List::stream)
            .toList();

    private Kinds() {}

    // Its name begins with its format's.
    private static Kind kind(String name, ImageBytes bytes, String look) {
        var format = Stream.of(ImageFormat.values())
                .filter(each -> name.toUpperCase(Locale.ROOT).startsWith(each.name()))
                .findFirst();
        return new Kind(name, format.orElseThrow(), bytes, look, Quarters.WIDTH, Quarters.HEIGHT);
    }

    private static Kind tiff(String name, Tiffs.Page page, String look) {
        return kind("TIFF, " + name, Tiffs.of(page), look);
    }

    private static Stream<Kind> eitherWay(String name, int type, Quarters quarters, String look, byte[]... chunks) {
        var title = "PNG, " + quarters.bits() + " bits of " + name;
        return Stream.of(
                kind(title, Pngs.of(type, quarters, chunks), look),
                kind(title + ", interlaced", Pngs.interlaced(type, quarters, chunks), look));
    }

    private static String grey(int bits) {
        return bits == 1 ? "KWWK" : "KdlW";
    }

    private static byte[] palette() {
        return Pngs.chunk("PLTE", new byte[] {-1, 0, 0, 0, -1, 0, 0, 0, -1, -1, -1, -1});
    }

    private static byte[] transparent(int... bytes) {
        var content = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) content[i] = (byte) bytes[i];
        return Pngs.chunk("tRNS", content);
    }

    private static int[] pixel(int... samples) {
        return samples;
    }

    private static int bits(float number) {
        return Float.floatToIntBits(number);
    }

    // Without black. What is written as CMYK is inverted (Adobe's habit), and read as YCCK becomes RGB, which is CMY,
    // inverted.
    private static BufferedImage inked(IntUnaryOperator inks) {
        var image = new BufferedImage(Quarters.WIDTH, Quarters.HEIGHT, BufferedImage.TYPE_INT_ARGB);
        for (var y = 0; y < Quarters.HEIGHT; y++) {
            for (var x = 0; x < Quarters.WIDTH; x++)
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

    private static Quarters inks(int bits) {
        var most = (1 << bits) - 1;
        return Quarters.of(
                bits, pixel(0, most, most, 0), pixel(most, 0, most, 0), pixel(most, most, 0, 0), pixel(0, 0, 0, 0));
    }

    private static Quarters blueFirst() {
        return Quarters.of(8, pixel(0, 0, 255), pixel(0, 255, 0), pixel(255, 0, 0), pixel(255, 255, 255));
    }

    // Rows from the bottom: white and blue, then red and green; an end behind each row and behind all.
    private static byte[] runs() {
        var rows = new byte[Quarters.HEIGHT][];
        for (var y = 0; y < rows.length; y++)
            rows[y] = y < 16 ? new byte[] {24, 3, 24, 2, 0, 0} : new byte[] {24, 0, 24, 1, 0, 0};
        return Jpegs.joined(Jpegs.joined(rows), new byte[] {0, 1});
    }

    private static BufferedImage cutOut() {
        var image = new BufferedImage(Quarters.WIDTH, Quarters.HEIGHT, BufferedImage.TYPE_INT_ARGB);
        image.createGraphics().drawImage(CORNERS, 0, 0, null);
        for (var y = Quarters.HEIGHT / 2; y < Quarters.HEIGHT; y++) {
            for (var x = 0; x < Quarters.WIDTH / 2; x++) image.setRGB(x, y, 0);
        }
        return image;
    }

    private static BufferedImage greys() {
        var image = new BufferedImage(Quarters.WIDTH, Quarters.HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster()
                .setDataElements(
                        0, 0, Quarters.WIDTH, Quarters.HEIGHT, Quarters.greys(8).rows());
        return image;
    }
}
