package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// PNGs with wrong checksums, or without their end: published if a browser shows all pixels, as Chromium 156 does.
class DamagedPngTest {
    private static final ImageBytes RGB = PngFiles.of(2, QuadrantImage.colors(8));
    private static final ImageBytes SIXTEEN_BITS =
            PngFiles.interlaced(6, QuadrantImage.colors(16).withAlpha());

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    static Stream<ImageBytes> shownWhole() {
        return Stream.of(
                PngFiles.withWrongChecksum(RGB, "IDAT"),
                PngFiles.withWrongChecksum(RGB, "IEND"),
                PngFiles.withWrongChecksum(PngFiles.withChunk(RGB, "tEXt", JpegFiles.ascii("a\0b")), "tEXt"),
                PngFiles.withWrongChecksum(PngFiles.withChunk(RGB, "tRNS", new byte[] {0, -1, 0, 0, 0, 0}), "tRNS"),
                PngFiles.withWrongChecksum(PngFiles.withGamma(RGB, 100_000), "gAMA"),
                PngFiles.withWrongChecksum(
                        PngFiles.withChunk(
                                RGB,
                                "eXIf",
                                ExifFiles.of("", ExifFiles.entry(3, 1, 6 << 16)).tiff()),
                        "eXIf"),
                PngFiles.withPixels(RGB, pixels -> withoutEnd(pixels, 4)),
                PngFiles.withPixels(RGB, pixels -> withoutEnd(pixels, 2)),
                PngFiles.withPixels(RGB, pixels -> JpegFiles.concat(withoutEnd(pixels, 4), new byte[] {1, 2, 3, 4})),
                PngFiles.withPixels(RGB, pixels -> JpegFiles.concat(pixels, JpegFiles.ascii("and more"))),
                new ImageBytes(Arrays.copyOf(RGB.array(), RGB.size() - 12)),
                new ImageBytes(Arrays.copyOf(RGB.array(), RGB.size() - 14)),
                new ImageBytes(JpegFiles.concat(RGB.array(), RGB.array())));
    }

    @ParameterizedTest
    @MethodSource("shownWhole")
    void isPublishedIfAllPixelsAreThere(ImageBytes source) {
        requireLook(source, "RGBW");
    }

    @Test
    void isPublishedOfAnyDepthAndInterlaced() {
        requireLook(PngFiles.withWrongChecksum(SIXTEEN_BITS, "IDAT"), "RGB.");
        requireLook(PngFiles.withPixels(SIXTEEN_BITS, pixels -> withoutEnd(pixels, 4)), "RGB.");
    }

    private void requireLook(ImageBytes source, String look) {
        for (var wanted : Recipe.OutputFormat.values()) {
            for (var box : List.of(0, QuadrantImage.WIDTH / 2)) {
                var done = (Done) recompressor.recompress(source, new Recipe(90, box, box, wanted));

                assertThat(QuadrantImage.QuadrantColors.of(done))
                        .as("%s within %d", wanted, box)
                        .isEqualTo(done.format() == ImageFormat.JPEG ? look.replace('.', 'W') : look);
            }
        }
    }

    static Stream<ImageBytes> notShownWhole() {
        return Stream.of(
                PngFiles.withWrongChecksum(RGB, "IHDR"),
                PngFiles.withWrongChecksum(
                        PngFiles.of(3, QuadrantImage.ofSingleSamples(8, 0, 1, 0, 1), PngFiles.chunk("PLTE", new byte[] {
                            0, 0, 0, -1, -1, -1
                        })),
                        "PLTE"),
                PngFiles.withPixels(RGB, pixels -> withoutEnd(pixels, pixels.length / 2)),
                PngFiles.withPixels(RGB, pixels -> withFirst(pixels, (byte) 0)),
                PngFiles.withPixels(RGB, _ -> new byte[0]),
                PngFiles.withPixels(RGB, _ -> new byte[] {0x78, (byte) 0x9C}),
                PngFiles.withPixels(PngFiles.claiming(QuadrantImage.WIDTH, QuadrantImage.HEIGHT), _ -> new byte[100]));
    }

    @ParameterizedTest
    @MethodSource("notShownWhole")
    void isRefusedIfPixelsAreMissing(ImageBytes source) {
        for (var wanted : Recipe.OutputFormat.values())
            assertThat(recompressor.recompress(source, new Recipe(90, 0, 0, wanted)))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.CORRUPT_IMAGE));
    }

    private static byte[] withoutEnd(byte[] pixels, int bytes) {
        return Arrays.copyOf(pixels, pixels.length - bytes);
    }

    private static byte[] withFirst(byte[] pixels, byte first) {
        return ByteBuffer.wrap(pixels.clone()).put(first).array();
    }
}
