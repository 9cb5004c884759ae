package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// TIFFs (TIFF 6.0) built tag by tag, big-endian: pages of plain samples, each in one strip.
final class TiffFiles {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int COMPRESSION = 259;
    static final int ROWS_PER_STRIP = 278;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;

    private static final int BITS = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_AT = 273;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int STRIP_SIZE = 279;
    private static final int COLOUR_MAP = 320;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int DESCRIPTION = 270;
    private static final int XMP = 700;
    private static final int IPTC = 33723;
    private static final int PROFILE = 34675;

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;

    /// The values, or if they exceed four bytes, those stored after the directory.
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Entry(int type, int count, byte[] values) {}

    /// One page: its tags and its samples.
    static final class Page {
        private final SequencedMap<Integer, Entry> entries = new TreeMap<>();
        private final byte[] samples;

        Page(int width, int height, byte[] samples) {
            this.samples = samples;
            tag(WIDTH, width).tag(HEIGHT, height).tag(ROWS_PER_STRIP, height).tag(COMPRESSION, 1);
        }

        Page tag(int tag, int... values) {
            var bytes = ByteBuffer.allocate(4 * values.length);
            for (var value : values) bytes.putInt(value);
            entries.put(tag, new Entry(LONG, values.length, bytes.array()));
            return this;
        }

        Page shorts(int tag, int... values) {
            var bytes = ByteBuffer.allocate(2 * values.length);
            for (var value : values) bytes.putShort((short) value);
            entries.put(tag, new Entry(SHORT, values.length, bytes.array()));
            return this;
        }

        Page bytes(int tag, byte[] values) {
            entries.put(tag, new Entry(UNDEFINED, values.length, values));
            return this;
        }

        /// 16 bits each: all red, then all green, all blue.
        Page palette(int... colors) {
            return shorts(COLOUR_MAP, colors);
        }

        /// @param kind 1: associated (premultiplied) alpha, 2: unassociated
        Page alpha(int kind) {
            return shorts(EXTRA_SAMPLES, kind);
        }

        /// The samples are IEEE numbers.
        Page floats() {
            return shorts(SAMPLE_FORMAT, 3);
        }

        Page lying(int orientation) {
            return shorts(ORIENTATION, orientation);
        }

        Page profile(byte[] profile) {
            return bytes(PROFILE, profile);
        }

        /// A description, XMP, IPTC and EXIF, each with the text "GPS-SECRET".
        Page metadata() {
            entries.put(DESCRIPTION, new Entry(2, 11, ascii("GPS-SECRET\0")));
            return bytes(XMP, ascii(JpegFiles.XMP)).bytes(IPTC, ascii("\34\2\170\0\12GPS-SECRET"));
        }
    }

    private TiffFiles() {}

    /// A file of several pages.
    static ImageBytes of(Page... pages) {
        return chained(List.of(pages), 0);
    }

    /// The last page's next page is the first.
    static ImageBytes loopOf(Page... pages) {
        return chained(List.of(pages), 8);
    }

    /// @param photometric 0: white is zero, 1: black is zero, 2: RGB, 3: palette, 5: CMYK, 8: CIE L*a*b*
    static Page page(int photometric, QuadrantImage quadrantImage) {
        return new Page(QuadrantImage.WIDTH, QuadrantImage.HEIGHT, quadrantImage.rows())
                .shorts(PHOTOMETRIC, photometric)
                .shorts(SAMPLES, quadrantImage.bitsOfSamples().length)
                .shorts(BITS, quadrantImage.bitsOfSamples());
    }

    /// RGB of 8 bits.
    static Page page(BufferedImage image) {
        var samples = new byte[3 * image.getWidth() * image.getHeight()];
        for (var i = 0; i < samples.length; i++) {
            var rgb = image.getRGB(i / 3 % image.getWidth(), i / 3 / image.getWidth());
            samples[i] = (byte) (rgb >> (16 - 8 * (i % 3)));
        }
        return new Page(image.getWidth(), image.getHeight(), samples)
                .shorts(PHOTOMETRIC, 2)
                .shorts(SAMPLES, 3)
                .shorts(BITS, 8, 8, 8);
    }

    /// Encoded by the JDK.
    ///
    /// @param compression for example `LZW`
    static ImageBytes tiled(BufferedImage image, int tile, String compression) {
        var writer = ImageIO.getImageWritersByFormatName("tiff").next();
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionType(compression);
        settings.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setTiling(tile, tile, 0, 0);
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

    private static ImageBytes chained(List<Page> pages, int afterLast) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ascii("MM\0*\0\0\0\b"));
        for (var page : pages) {
            out.writeBytes(directory(page, out.size(), page == pages.getLast() ? afterLast : -1));
            if (out.size() % 2 == 1) out.write(0);
        }
        return new ImageBytes(out.toByteArray());
    }

    // The directory, then the values that are too long for it, then the samples.
    private static byte[] directory(Page page, int at, int next) {
        if (!page.entries.containsKey(STRIP_SIZE)) page.tag(STRIP_SIZE, page.samples.length);
        page.tag(STRIP_AT, 0);
        var behind = new ArrayList<byte[]>();
        var free = at + 2 + 12 * page.entries.size() + 4;
        var end = free + page.samples.length;
        for (var entry : page.entries.values()) end += isLong(entry) ? even(entry.values.length) : 0;
        page.tag(STRIP_AT, end - page.samples.length);
        var bytes = ByteBuffer.allocate(end - at);
        bytes.putShort((short) page.entries.size());
        for (var tag : page.entries.entrySet()) {
            var entry = tag.getValue();
            bytes.putShort(tag.getKey().shortValue())
                    .putShort((short) entry.type)
                    .putInt(entry.count);
            if (isLong(entry)) {
                bytes.putInt(free);
                free += even(entry.values.length);
                behind.add(entry.values);
            } else bytes.put(entry.values).put(new byte[4 - entry.values.length]);
        }
        bytes.putInt(next < 0 ? even(end) : next);
        for (var values : behind) bytes.put(values).put(new byte[even(values.length) - values.length]);
        return bytes.put(page.samples).array();
    }

    private static boolean isLong(Entry entry) {
        return entry.values.length > 4;
    }

    private static int even(int size) {
        return size + (size & 1);
    }
}
