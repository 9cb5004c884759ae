package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Reads BMP with the JDK. libvips reads BMP only through ImageMagick, which the bundled libvips does not have.
record BmpDecoder(ImageBytes source) implements PixelDecoder {
    // Lower values are plain pixels, run lengths and bit fields. BI_JPEG and BI_PNG embed a whole file instead
    // of pixels.
    private static final int FIRST_EMBEDDED_FILE = 4;

    /// The JDK decodes to the heap, so only one BMP at a time is decoded. BMPs are rare.
    private static final Lock ON_HEAP = new ReentrantLock();

    @Override
    public PixelDecoder.OpenedImage open(VipsSession session) {
        rejectEmbeddedFile(new Bytes(source.array()));
        ON_HEAP.lock();
        try {
            return PixelDecoder.OpenedImage.ofStill(session.fromRaster(raster(read())));
        } finally {
            ON_HEAP.unlock();
        }
    }

    // The JDK would decode the embedded file, but its size has not been checked against the limits.
    private static void rejectEmbeddedFile(Bytes bitmap) {
        var hasEmbeddedFile = bitmap.u32le(14) >= 40 && bitmap.u32le(30) >= FIRST_EMBEDDED_FILE;
        if (hasEmbeddedFile)
            throw new PixelPath.PixelAbort(Reason.UNSUPPORTED_FORMAT, "the BMP contains an image in another format");
    }

    @Override
    public VipsImage decode(PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
        return pixelPlan.resize(openedImage.vipsImage());
    }

    // The reader trusts its input, so damage can show as any exception.
    private BufferedImage read() {
        var reader = ImageIO.getImageReadersByFormatName("bmp").next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(source.array()))) {
            reader.setInput(in);
            return reader.read(0);
        } catch (IOException | RuntimeException damage) {
            throw new PixelPath.PixelAbort(Reason.CORRUPT_IMAGE, "the BMP is damaged or incomplete" + detail(damage));
        } finally {
            reader.dispose();
        }
    }

    /// Many of the reader's exceptions, such as that of a file that ends too early, have no message.
    private static String detail(Exception damage) {
        return Optional.ofNullable(damage.getMessage())
                .filter(message -> !message.isBlank())
                .map(": "::concat)
                .orElse("");
    }

    private static VipsImage.Raster raster(BufferedImage image) {
        var bands = image.getColorModel().hasAlpha() ? 4 : 3;
        var colors = new int[image.getWidth()];
        var row = new byte[image.getWidth() * bands];
        return new VipsImage.Raster(image.getWidth(), image.getHeight(), bands, y -> {
            image.getRGB(0, y, colors.length, 1, colors, 0, colors.length);
            for (var x = 0; x < colors.length; x++) put(colors[x], bands, row, x * bands);
            return row;
        });
    }

    private static void put(int argb, int bands, byte[] row, int at) {
        row[at] = (byte) (argb >> 16);
        row[at + 1] = (byte) (argb >> 8);
        row[at + 2] = (byte) argb;
        if (bands == 4) row[at + 3] = (byte) (argb >> 24);
    }
}
