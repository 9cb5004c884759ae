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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// TIFFs (TIFF 6.0) built tag by tag, big-endian: pages of plain samples in strips or tiles.
final class TiffFiles {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int COMPRESSION = 259;
    static final int ROWS_PER_STRIP = 278;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;

    static final int BITS = 258;
    static final int PHOTOMETRIC = 262;
    static final int STRIP_AT = 273;
    static final int SAMPLES = 277;
    static final int STRIP_SIZE = 279;
    static final int TILE_AT = 324;
    static final int TILE_SIZE = 325;

    private static final int ORIENTATION = 274;
    private static final int PLANAR = 284;
    private static final int COLOUR_MAP = 320;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int DESCRIPTION = 270;
    private static final int XMP = 700;
    private static final int IPTC = 33723;
    private static final int PROFILE = 34675;

    private static final int TILE = 16;

    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;

    /// The values, or if they exceed four bytes, those stored after the directory.
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Entry(int type, int count, byte[] values) {}

    /// How the samples of a page are stored (TIFF 6.0 sections 3 and 15, and PlanarConfiguration).
    enum Layout {
        ONE_STRIP,
        STRIPS,
        TILES,
        PLANES,
        PLANES_IN_TILES
    }

    /// One page: its tags and its samples, in strips or tiles.
    static final class Page {
        private final SequencedMap<Integer, Entry> entries = new TreeMap<>();
        private final List<Integer> omitted = new ArrayList<>();
        private List<byte[]> chunks;
        private boolean isTiled;
        private boolean isReversed;

        Page(int width, int height, byte[]... chunks) {
            this.chunks = List.of(chunks);
            tag(WIDTH, width).tag(HEIGHT, height).tag(ROWS_PER_STRIP, height).tag(COMPRESSION, 1);
        }

        private int offsetsTag() {
            return isTiled ? TILE_AT : STRIP_AT;
        }

        private int sizesTag() {
            return isTiled ? TILE_SIZE : STRIP_SIZE;
        }

        private Page tiled() {
            isTiled = true;
            return without(ROWS_PER_STRIP);
        }

        /// Each strip or tile compressed by zlib.
        Page deflated() {
            chunks = chunks.stream().map(PngFiles::deflated).toList();
            return shorts(COMPRESSION, 8);
        }

        /// Declares that all strips or tiles are empty.
        Page withoutSizes() {
            return tag(sizesTag(), new int[chunks.size()]);
        }

        /// The tags in descending order.
        Page reversed() {
            isReversed = true;
            return this;
        }

        private int[] sizes() {
            return chunks.stream().mapToInt(chunk -> chunk.length).toArray();
        }

        /// Leaves a tag out.
        Page without(int tag) {
            omitted.add(tag);
            return this;
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

        /// A number in a byte.
        Page octet(int tag, int value) {
            entries.put(tag, new Entry(BYTE, 1, new byte[] {(byte) value}));
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

        /// @param kinds 0: unspecified, 1: associated (premultiplied) alpha, 2: unassociated
        Page extra(int... kinds) {
            return shorts(EXTRA_SAMPLES, kinds);
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

    /// A page whose next page is beyond the end.
    static ImageBytes withBrokenChain(Page page) {
        return chained(List.of(page), 1 << 20);
    }

    /// A BigTIFF.
    static ImageBytes big(Page page) {
        var header = ByteBuffer.allocate(16).put(ascii("MM\0+\0\b\0\0")).putLong(16);
        return new ImageBytes(JpegFiles.concat(header.array(), directory(page, 16, 0, true)));
    }

    /// The last page's next page is the first.
    static ImageBytes loopOf(Page... pages) {
        return chained(List.of(pages), 8);
    }

    /// @param photometric 0: white is zero, 1: black is zero, 2: RGB, 3: palette, 5: CMYK, 8: CIE L*a*b*
    static Page page(int photometric, QuadrantImage quadrantImage) {
        return page(photometric, quadrantImage, Layout.ONE_STRIP);
    }

    static Page page(int photometric, QuadrantImage quadrantImage, Layout layout) {
        var samples = quadrantImage.bitsOfSamples().length;
        var planes = IntStream.range(0, samples).mapToObj(quadrantImage::plane);
        var page = switch (layout) {
            case ONE_STRIP -> strips(Stream.of(quadrantImage), QuadrantImage.HEIGHT);
            case STRIPS -> strips(Stream.of(quadrantImage), 5);
            case TILES -> tiles(Stream.of(quadrantImage));
            case PLANES -> strips(planes, 5).shorts(PLANAR, 2);
            case PLANES_IN_TILES -> tiles(planes).shorts(PLANAR, 2);
        };
        return page.shorts(PHOTOMETRIC, photometric)
                .shorts(SAMPLES, samples)
                .shorts(BITS, quadrantImage.bitsOfSamples());
    }

    private static Page strips(Stream<QuadrantImage> planes, int rows) {
        return new Page(
                        QuadrantImage.WIDTH,
                        QuadrantImage.HEIGHT,
                        planes.flatMap(plane -> IntStream.iterate(
                                                0, top -> top < QuadrantImage.HEIGHT, top -> top + rows)
                                        .mapToObj(top -> plane.block(
                                                0,
                                                top,
                                                QuadrantImage.WIDTH,
                                                Math.min(rows, QuadrantImage.HEIGHT - top))))
                                .toArray(byte[][]::new))
                .tag(ROWS_PER_STRIP, rows);
    }

    private static Page tiles(Stream<QuadrantImage> planes) {
        var across = QuadrantImage.WIDTH / TILE;
        var tiles = across * QuadrantImage.HEIGHT / TILE;
        return new Page(
                        QuadrantImage.WIDTH,
                        QuadrantImage.HEIGHT,
                        planes.flatMap(plane -> IntStream.range(0, tiles)
                                        .mapToObj(i -> plane.block(i % across * TILE, i / across * TILE, TILE, TILE)))
                                .toArray(byte[][]::new))
                .tag(TILE_WIDTH, TILE)
                .tag(TILE_HEIGHT, TILE)
                .tiled();
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
            out.writeBytes(directory(page, out.size(), page == pages.getLast() ? afterLast : -1, false));
            if (out.size() % 2 == 1) out.write(0);
        }
        return new ImageBytes(out.toByteArray());
    }

    // The directory, then the values that are too long for it, then the strips or tiles.
    private static byte[] directory(Page page, int at, int next, boolean isBig) {
        var fieldSize = isBig ? 8 : 4;
        if (!page.entries.containsKey(page.sizesTag())) page.tag(page.sizesTag(), page.sizes());
        page.tag(page.offsetsTag(), page.sizes());
        page.omitted.forEach(page.entries::remove);
        var free = at + (isBig ? 8 : 2) + (4 + 2 * fieldSize) * page.entries.size() + fieldSize;
        var samplesAt = free;
        for (var entry : page.entries.values())
            samplesAt += entry.values.length > fieldSize ? even(entry.values.length) : 0;
        if (page.entries.containsKey(page.offsetsTag())) page.tag(page.offsetsTag(), offsets(page, samplesAt));
        var end = samplesAt + IntStream.of(page.sizes()).sum();
        var behind = new ArrayList<byte[]>();
        var bytes = ByteBuffer.allocate(end - at);
        put(bytes, isBig ? 8 : 2, page.entries.size());
        for (var tag : (page.isReversed ? page.entries.reversed() : page.entries).entrySet()) {
            var entry = tag.getValue();
            bytes.putShort(tag.getKey().shortValue()).putShort((short) entry.type);
            put(bytes, fieldSize, entry.count);
            if (entry.values.length > fieldSize) {
                put(bytes, fieldSize, free);
                free += even(entry.values.length);
                behind.add(entry.values);
            } else bytes.put(entry.values).put(new byte[fieldSize - entry.values.length]);
        }
        put(bytes, fieldSize, next < 0 ? even(end) : next);
        for (var values : behind) bytes.put(values).put(new byte[even(values.length) - values.length]);
        for (var chunk : page.chunks) bytes.put(chunk);
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, int size, int number) {
        switch (size) {
            case 2 -> bytes.putShort((short) number);
            case 4 -> bytes.putInt(number);
            default -> bytes.putLong(number);
        }
    }

    private static int[] offsets(Page page, int start) {
        var offsets = page.sizes();
        var at = start;
        for (var i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += page.chunks.get(i).length;
        }
        return offsets;
    }

    private static int even(int size) {
        return size + (size & 1);
    }
}
