package dev.halftone.imaging;

import static dev.halftone.imaging.HeifFiles.box;
import static dev.halftone.imaging.HeifFiles.endlessBox;
import static dev.halftone.imaging.HeifFiles.largeBox;
import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;
import static dev.halftone.imaging.TestImages.avif;
import static dev.halftone.imaging.TestImages.photo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.metadata.MetadataStripper;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Metadata of an AVIF outside of its items: in boxes that any program may fill, and after its end.
class AvifMetadataTest {
    private static final byte[] SECRET = ascii("GPS-SECRET: 51.5007 N, 0.1246 W");
    private static final ImageBytes PLAIN = avif(photo(32, 32), "Q=50,keep=none");

    private static ImageBytes appended(byte[]... more) {
        return new ImageBytes(concat(PLAIN.array(), concat(more)));
    }

    static Stream<Arguments> metadata() {
        var boxes = Stream.of("free", "skip", "uuid", "udta")
                .flatMap(type -> Stream.of(box(type, SECRET), largeBox(type, SECRET)));
        return Stream.concat(
                        boxes.flatMap(secret -> Stream.of(
                                HeifFiles.withBoxBeforeMeta(PLAIN, secret),
                                HeifFiles.withBoxInMeta(PLAIN, secret),
                                appended(secret),
                                appended(box("moov", secret)),
                                appended(largeBox("moov", box("trak", secret))),
                                appended(box("moov", box("mvhd", new byte[100]), box("trak", box("mdia", secret)))),
                                appended(box("moov", box("trak", box("mdia", box("minf", box("stbl", secret)))))))),
                        Stream.of(
                                appended(box("moov", box("meta", SECRET))),
                                appended(box("moov", box("trak", box("meta", new byte[4], box("ilst", SECRET))))),
                                appended(endlessBox("free", SECRET)),
                                appended(endlessBox("moov", box("udta", SECRET))),
                                appended(SECRET),
                                appended(box("free", SECRET), SECRET),
                                appended(new byte[] {0, 0, 0, 4}, SECRET),
                                appended(new byte[7])))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("metadata")
    void isRemovedWithoutMovingTheImage(ImageBytes source) {
        var stripped = MetadataStripper.strip(source, ImageFormat.AVIF).orElseThrow();

        assertThat(new String(stripped.array(), StandardCharsets.ISO_8859_1)).doesNotContain("SECRET");
        assertThat(isSequence(source) || Arrays.equals(pixels(stripped), pixels(PLAIN)))
                .isTrue();
        assertThat(MetadataStripper.strip(stripped, ImageFormat.AVIF)
                        .orElseThrow()
                        .array())
                .isEqualTo(stripped.array());
    }

    @Test
    void keepsTheOtherBytes() {
        var source = appended(box("free", SECRET), box("mdat", ascii("a")), SECRET);

        assertThat(MetadataStripper.strip(PLAIN, ImageFormat.AVIF).orElseThrow().array())
                .isEqualTo(PLAIN.array());
        assertThat(MetadataStripper.strip(source, ImageFormat.AVIF)
                        .orElseThrow()
                        .array())
                .isEqualTo(appended(box("free", new byte[SECRET.length]), box("mdat", ascii("a")))
                        .array());
    }

    @Test
    void isNotRemovedWhereTheImageIs() {
        var source = TestImages.withMetadata(ImageFormat.AVIF, 50);
        var start = HeifFiles.firstItemOffset(source) - 4;
        var bytes = source.array().clone();
        assertThat(new String(bytes, start - 4, 8, StandardCharsets.ISO_8859_1)).contains("mdat");
        System.arraycopy(ascii("free"), 0, bytes, start, 4);

        assertThat(MetadataStripper.strip(new ImageBytes(bytes), ImageFormat.AVIF))
                .isEmpty();
    }

    @Test
    void isReadWithoutErrorFromDamagedFiles() {
        var random = new Random(1);
        var whole = appended(
                        box("moov", box("udta", SECRET), box("trak", box("meta", new byte[4], box("iloc", SECRET)))),
                        box("free", SECRET))
                .array();
        for (var i = 0; i < 5_000; i++) {
            var damaged = Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (var errors = random.nextInt(4); errors > 0 && damaged.length > 0; errors--)
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);

            var stripped = MetadataStripper.strip(new ImageBytes(damaged), ImageFormat.AVIF);

            assertThat(stripped.map(ImageBytes::size).orElse(0)).isLessThanOrEqualTo(damaged.length);
        }
    }

    /// The decoder reads no sequence without its sample tables, which are not made here.
    private static boolean isSequence(ImageBytes avif) {
        return new String(avif.array(), StandardCharsets.ISO_8859_1).contains("moov");
    }

    private static int[] pixels(ImageBytes avif) {
        var image = TestImages.decode(avif, ImageFormat.AVIF);
        var rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        rgb.createGraphics().drawImage(image, 0, 0, null);
        return rgb.getRGB(0, 0, rgb.getWidth(), rgb.getHeight(), null, 0, rgb.getWidth());
    }
}
