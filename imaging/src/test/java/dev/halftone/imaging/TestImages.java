package dev.halftone.imaging;

import dev.halftone.imaging.vips.Libvips;
import dev.halftone.imaging.vips.VipsImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Test images, encoded by the JDK, or by libvips where the JDK cannot write the format.
public final class TestImages {
    private static final Libvips LIBVIPS = Libvips.load(Optional.empty());
    private static final Duration LONG = Duration.ofMinutes(1);

    private TestImages() {}

    /// Soft colors with some grain, like a photo: red to the right, green downwards.
    static BufferedImage photo(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var grain = new Random(7);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                var red = 20 + 200 * x / width + grain.nextInt(24);
                var green = 20 + 200 * y / height + grain.nextInt(24);
                image.setRGB(x, y, new Color(red, green, 100 + grain.nextInt(24)).getRGB());
            }
        }
        return image;
    }

    /// An image with a color in each corner: red, green, blue and white, clockwise from top left.
    static BufferedImage corners(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        fill(graphics, Color.RED, 0, 0, width / 2, height / 2);
        fill(graphics, Color.GREEN, width / 2, 0, width, height / 2);
        fill(graphics, Color.BLUE, width / 2, height / 2, width, height);
        fill(graphics, Color.WHITE, 0, height / 2, width / 2, height);
        graphics.dispose();
        return image;
    }

    private static void fill(Graphics2D graphics, Color color, int left, int top, int right, int bottom) {
        graphics.setColor(color);
        graphics.fillRect(left, top, right - left, bottom - top);
    }

    /// A photo with a transparent left half.
    static BufferedImage cutOut(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.createGraphics().drawImage(photo(width, height), 0, 0, null);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width / 2; x++) image.setRGB(x, y, 0);
        }
        return image;
    }

    /// A photo with an alpha channel that is opaque everywhere.
    public static BufferedImage opaque(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.createGraphics().drawImage(photo(width, height), 0, 0, null);
        return image;
    }

    /// A gray ramp with 16 bits a sample.
    public static BufferedImage sixteenBits(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) image.getRaster().setSample(x, y, 0, 65_535 * x / width);
        }
        return image;
    }

    /// A photo with 16 bits a sample, RGB and alpha, and a transparent left half.
    public static BufferedImage sixteenBitCutOut(int width, int height) {
        var space = ColorSpace.getInstance(ColorSpace.CS_sRGB);
        var image = ImageTypeSpecifier.createInterleaved(
                        space, new int[] {0, 1, 2, 3}, DataBuffer.TYPE_USHORT, true, false)
                .createBufferedImage(width, height);
        image.createGraphics().drawImage(cutOut(width, height), 0, 0, null);
        return image;
    }

    static ImageBytes jpeg(BufferedImage image, int quality) {
        return jpeg(image, quality, ImageWriteParam.MODE_DISABLED);
    }

    static ImageBytes progressiveJpeg(BufferedImage image) {
        return jpeg(image, 90, ImageWriteParam.MODE_DEFAULT);
    }

    // The JDK's quality of 0 to 1 is the Independent JPEG Group's of 0 to 100.
    private static ImageBytes jpeg(BufferedImage image, int quality, int progressive) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality / 100f);
        settings.setProgressiveMode(progressive);
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return new ImageBytes(out.toByteArray());
    }

    /// PNG, BMP, GIF or TIFF, by the JDK.
    public static ImageBytes encode(BufferedImage image, String format) {
        var out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out))
                throw new IllegalArgumentException("the JDK writes no such " + format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ImageBytes(out.toByteArray());
    }

    public static ImageBytes png(BufferedImage image) {
        return encode(image, "png");
    }

    public static ImageBytes webp(BufferedImage image, int quality) {
        return withLibvips(image, vipsImage -> vipsImage.save("webpsave_buffer", "Q=" + quality));
    }

    public static ImageBytes avif(BufferedImage image, int quality) {
        return avif(image, "Q=" + quality);
    }

    public static ImageBytes avif(BufferedImage image, String options) {
        return withLibvips(
                image, vipsImage -> vipsImage.save("heifsave_buffer", "compression=av1,effort=0," + options));
    }

    /// Much work from few bytes: 36 megapixels, 108 MB when decoded.
    static ImageBytes largeAndBlack(String saver, String options) {
        var tile = new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_RGB);
        return withLibvips(
                tile,
                vipsImage -> vipsImage.apply("replicate", "across=6,down=6").save(saver, options));
    }

    static ImageBytes cmykJpeg(BufferedImage image) {
        return withLibvips(
                image, vipsImage -> vipsImage.apply("colourspace", "space=cmyk").save("jpegsave_buffer", "Q=90"));
    }

    /// A JPEG of four components: the image's red, green, blue and alpha as inks.
    static ImageBytes jpegOfFour(BufferedImage image) {
        return withLibvips(
                image,
                vipsImage -> vipsImage
                        .apply("copy", "interpretation=cmyk")
                        .save("jpegsave_buffer", "Q=95,subsample-mode=off"));
    }

    /// A photo with EXIF, XMP, IPTC and comments, all of which contain a GPS position, "GPS-SECRET".
    static ImageBytes withMetadata(ImageFormat format, int quality) {
        var jpeg = JpegFiles.withMetadata(jpeg(photo(160, 120), 95));
        try (var session = LIBVIPS.openSession(jpeg, LONG)) {
            var vipsImage = session.load("jpegload_buffer", "");
            return switch (format) {
                case JPEG -> jpeg;
                case PNG -> PngFiles.withMetadata(vipsImage.save("pngsave_buffer", "compression=1"));
                case WEBP -> vipsImage.save("webpsave_buffer", "Q=" + quality);
                case AVIF -> vipsImage.save("heifsave_buffer", "compression=av1,effort=0,Q=" + quality);
                case GIF -> GifFiles.withMetadata(encode(photo(160, 120), "gif"));
                case TIFF -> TiffFiles.of(TiffFiles.page(photo(160, 120)).metadata());
                case BMP, HEIC -> throw new IllegalArgumentException(format + " is not tried");
            };
        }
    }

    /// Converts an image to another format with the code under test.
    static ImageBytes convert(ImageBytes source, Recipe.OutputFormat format) {
        var recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());
        return ((Recompressed.Done) recompressor.recompress(source, new Recipe(90, 0, 0, format))).bytes();
    }

    /// Encodes an image with libvips.
    public static ImageBytes withLibvips(BufferedImage image, Function<VipsImage, ImageBytes> work) {
        try (var session = LIBVIPS.openSession(new ImageBytes(new byte[1]), LONG)) {
            return work.apply(session.fromRaster(raster(image)));
        }
    }

    /// Decodes any image upright. The frames of an animation are stacked vertically.
    static BufferedImage decode(ImageBytes bytes, ImageFormat format) {
        return decode(bytes, format, vipsImage -> vipsImage);
    }

    /// Decodes an image as an sRGB display shows it, by its profile if it has one.
    static BufferedImage decodeToSrgb(Recompressed.Done done) {
        return decode(
                done.bytes(),
                done.format(),
                vipsImage -> vipsImage.hasField("icc-profile-data")
                        ? vipsImage.apply("icc_transform", "output-profile=srgb,embedded=true")
                        : vipsImage);
    }

    /// Shrinks a file with libvips, whose decoder may skip what a small image does not need.
    static BufferedImage shrinkOnLoad(ImageBytes bytes, int side) {
        try (var session = LIBVIPS.openSession(bytes, LONG)) {
            return read(session.loadThumbnail(within(side), "").save("pngsave_buffer", "compression=1,keep=none"));
        }
    }

    /// Shrinks a file after decoding it at full size.
    static BufferedImage shrinkAfterDecode(ImageBytes bytes, ImageFormat format, int side) {
        return decode(bytes, format, vipsImage -> vipsImage.apply("thumbnail_image", within(side)));
    }

    private static String within(int side) {
        return "width=" + side + ",height=" + side;
    }

    private static BufferedImage decode(ImageBytes bytes, ImageFormat format, UnaryOperator<VipsImage> work) {
        var moves = format == ImageFormat.GIF || format == ImageFormat.WEBP;
        try (var session = LIBVIPS.openSession(bytes, LONG)) {
            var vipsImage = work.apply(session.load(loader(format), moves ? "n=-1" : ""));
            return read(vipsImage.save("pngsave_buffer", "compression=1,keep=none"));
        }
    }

    private static String loader(ImageFormat format) {
        return switch (format) {
            case JPEG -> "jpegload_buffer";
            case PNG -> "pngload_buffer";
            case WEBP -> "webpload_buffer";
            case AVIF, HEIC -> "heifload_buffer";
            case GIF -> "gifload_buffer";
            case TIFF -> "tiffload_buffer";
            case BMP -> throw new IllegalArgumentException("the JDK reads it");
        };
    }

    static BufferedImage decode(Recompressed.Done done) {
        return decode(done.bytes(), done.format());
    }

    static BufferedImage read(ImageBytes bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes.array()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VipsImage.Raster raster(BufferedImage image) {
        var bands = image.getColorModel().hasAlpha() ? 4 : 3;
        return new VipsImage.Raster(image.getWidth(), image.getHeight(), bands, y -> {
            var row = new byte[image.getWidth() * bands];
            for (var x = 0; x < image.getWidth(); x++) {
                var argb = image.getRGB(x, y);
                row[x * bands] = (byte) (argb >> 16);
                row[x * bands + 1] = (byte) (argb >> 8);
                row[x * bands + 2] = (byte) argb;
                if (bands == 4) row[x * bands + 3] = (byte) (argb >> 24);
            }
            return row;
        });
    }
}
