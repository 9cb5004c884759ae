package dev.halftone.acceptance.images;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.SampleImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// TIFFs (TIFF 6.0) of every kind of sample, layout and compression. Chromium shows none, so each is compared with the
/// picture that it was made of.
final class TiffCorpus {
    private static final int WIDTH = Scene.WIDTH;
    private static final int HEIGHT = Scene.HEIGHT;
    private static final BufferedImage COLOR = Scene.color();
    private static final BufferedImage CUT_OUT = Scene.cutOut();
    private static final Picture COLOR_PICTURE = Picture.of(COLOR);
    private static final Picture CUT_OUT_PICTURE = Picture.of(CUT_OUT);
    private static final Picture GRAY_PICTURE = Picture.of(Scene.grayAsRgb(WIDTH, HEIGHT));

    // What a sample beyond the colors is: 0 is unspecified, 1 is associated (premultiplied) alpha, 2 unassociated.
    private static final List<int[]> EXTRAS =
            List.of(extras(), extras(0), extras(1), extras(2), extras(0, 0), extras(2, 0), extras(0, 2), extras(1, 0));

    private TiffCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(samples(), ofJdk(), extraSamples(), orientations(), tags())
                .flatMap(files -> files);
    }

    private static Stream<CorpusFile> samples() {
        return SampleImages.TIFFS.stream()
                .map(sample -> CorpusFile.of("Quarters: " + sample, sample.bytes(), Quarters.picture(sample)));
    }

    private static Stream<CorpusFile> ofJdk() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .flatMap(order -> Stream.of("", "LZW", "Deflate", "ZLib", "PackBits", "JPEG")
                        .flatMap(compression -> Stream.of(0, 16, 48).flatMap(tile -> ofJdk(order, compression, tile))));
    }

    private static Stream<CorpusFile> ofJdk(ByteOrder order, String compression, int tile) {
        var name = (compression.isEmpty() ? "not compressed" : compression) + ", "
                + (tile == 0 ? "strips" : "tiles of " + tile) + ", " + order;
        var color = CorpusFile.of("TIFF, " + name, encoded(COLOR, order, compression, tile), COLOR_PICTURE);
        return compression.equals("JPEG")
                ? Stream.of(color)
                : Stream.of(
                        color,
                        CorpusFile.of(
                                "TIFF and alpha, " + name,
                                encoded(CUT_OUT, order, compression, tile),
                                CUT_OUT_PICTURE));
    }

    private static ImageBytes encoded(BufferedImage image, ByteOrder order, String compression, int tile) {
        var writer = ImageIO.getImageWritersByFormatName("tiff").next();
        var settings = writer.getDefaultWriteParam();
        if (!compression.isEmpty()) {
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionType(compression);
        }
        if (tile > 0) {
            settings.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setTiling(tile, tile, 0, 0);
        }
        var out = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(out)) {
            stream.setByteOrder(order);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return new ImageBytes(out.toByteArray());
    }

    private static Stream<CorpusFile> extraSamples() {
        return EXTRAS.stream()
                .flatMap(extras -> Stream.of(8, 16)
                        .flatMap(bits -> Stream.of(1, 2)
                                .flatMap(planar -> Stream.of(1, 2, 5)
                                        .map(photometric -> withExtras(photometric, bits, planar, extras)))));
    }

    // Photometric 1 is gray, 2 is RGB, 5 is CMYK.
    private static CorpusFile withExtras(int photometric, int bits, int planar, int... extras) {
        var hasAlpha = Arrays.stream(extras).anyMatch(extra -> extra > 0);
        var pixels = new ArrayList<int[]>();
        for (var y = 0; y < HEIGHT; y++) {
            for (var x = 0; x < WIDTH; x++) pixels.add(pixel(photometric, CUT_OUT.getRGB(x, y), x, extras));
        }
        var channels = pixels.getFirst().length;
        var strips = planar == 1
                ? List.of(samples(pixels, bits, 0, channels))
                : IntStream.range(0, channels)
                        .mapToObj(channel -> samples(pixels, bits, channel, channel + 1))
                        .toList();
        var writer = new TiffWriter(ByteOrder.LITTLE_ENDIAN, WIDTH, HEIGHT, HEIGHT, strips)
                .tag(TiffWriter.PHOTOMETRIC, photometric)
                .tag(TiffWriter.SAMPLES, channels)
                .tag(
                        TiffWriter.BITS,
                        IntStream.generate(() -> bits).limit(channels).toArray())
                .tag(TiffWriter.PLANAR, planar);
        if (extras.length > 0) writer.tag(TiffWriter.EXTRA_SAMPLES, extras);
        var space = photometric == 1 ? "gray" : photometric == 2 ? "RGB" : "CMYK";
        var name = "TIFF, " + bits + " bits, " + (planar == 1 ? "" : "planar ") + space + ", extra samples "
                + Arrays.toString(extras);
        return CorpusFile.of(name, writer.done(), expected(photometric == 1, hasAlpha));
    }

    private static Picture expected(boolean isGray, boolean hasAlpha) {
        if (!isGray) return hasAlpha ? CUT_OUT_PICTURE : COLOR_PICTURE;
        return hasAlpha ? Picture.of(Scene.grayCutOut()) : GRAY_PICTURE;
    }

    // A channel that is not alpha is black in its left half.
    private static int[] pixel(int photometric, int argb, int x, int... extras) {
        var red = argb >> 16 & 0xFF;
        var green = argb >> 8 & 0xFF;
        var blue = argb & 0xFF;
        var colors = switch (photometric) {
            case 1 -> new int[] {Scene.luma(argb)};
            case 2 -> new int[] {red, green, blue};
            default -> new int[] {255 - red, 255 - green, 255 - blue, 0};
        };
        var samples = Arrays.copyOf(colors, colors.length + extras.length);
        for (var i = 0; i < extras.length; i++) {
            var alpha = argb >>> 24;
            samples[colors.length + i] = extras[i] > 0 ? alpha : x < WIDTH / 2 ? 0 : 200;
            if (extras[i] == 1) for (var c = 0; c < colors.length; c++) samples[c] = samples[c] * alpha / 255;
        }
        return samples;
    }

    private static byte[] samples(List<int[]> pixels, int bits, int from, int to) {
        var out = new ByteArrayOutputStream();
        for (var pixel : pixels) {
            for (var channel = from; channel < to; channel++) {
                out.write(pixel[channel]);
                // The same byte twice is the same level in 16 bits.
                if (bits == 16) out.write(pixel[channel]);
            }
        }
        return out.toByteArray();
    }

    private static Stream<CorpusFile> orientations() {
        return IntStream.rangeClosed(0, 9)
                .mapToObj(orientation -> CorpusFile.of(
                        "TIFF, orientation " + orientation,
                        rgb(ByteOrder.BIG_ENDIAN, HEIGHT)
                                .tag(TiffWriter.ORIENTATION, orientation)
                                .done(),
                        Picture.of(COLOR).turned(orientation)));
    }

    private static TiffWriter rgb(ByteOrder order, int rowsPerStrip) {
        var strips = IntStream.iterate(0, y -> y < HEIGHT, y -> y + rowsPerStrip)
                .mapToObj(y -> rows(y, Math.min(HEIGHT, y + rowsPerStrip)))
                .toList();
        return new TiffWriter(order, WIDTH, HEIGHT, rowsPerStrip, strips)
                .tag(TiffWriter.PHOTOMETRIC, 2)
                .tag(TiffWriter.SAMPLES, 3)
                .tag(TiffWriter.BITS, 8, 8, 8);
    }

    private static byte[] rows(int from, int to) {
        var pixels = new ArrayList<int[]>();
        for (var y = from; y < to; y++) {
            for (var x = 0; x < WIDTH; x++) pixels.add(pixel(2, COLOR.getRGB(x, y), x));
        }
        return samples(pixels, 8, 0, 3);
    }

    private static Stream<CorpusFile> tags() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .flatMap(order -> Stream.of(
                        rgb("in one strip, " + order, rgb(order, HEIGHT)),
                        rgb("in strips of 7 rows, " + order, rgb(order, 7)),
                        rgb("in strips of a row, " + order, rgb(order, 1)),
                        rgb("no strip sizes, " + order, rgb(order, HEIGHT).without(TiffWriter.STRIP_SIZES)),
                        rgb("strip size of zero, " + order, rgb(order, HEIGHT).tag(TiffWriter.STRIP_SIZES, 0)),
                        rgb("no rows per strip, " + order, rgb(order, HEIGHT).without(TiffWriter.ROWS_PER_STRIP)),
                        rgb("no compression, " + order, rgb(order, HEIGHT).without(TiffWriter.COMPRESSION)),
                        rgb("no photometric, " + order, rgb(order, HEIGHT).without(TiffWriter.PHOTOMETRIC)),
                        rgb("all numbers LONG, " + order, rgb(order, 7).withLongTypes()),
                        rgb("one number of bits, " + order, rgb(order, HEIGHT).tag(TiffWriter.BITS, 8)),
                        rgb("a reduced image, " + order, rgb(order, HEIGHT).tag(TiffWriter.NEW_SUBFILE_TYPE, 1))));
    }

    private static CorpusFile rgb(String name, TiffWriter writer) {
        return CorpusFile.of("TIFF, " + name, writer.done(), COLOR_PICTURE);
    }

    private static int[] extras(int... kinds) {
        return kinds;
    }
}
