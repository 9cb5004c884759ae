package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// BMPs, as Chromium shows them. [FormatsTest] has every kind in every output format.
class BmpTest {
    private static final Recipe LOSSLESS = new Recipe(100, 0, 0, Recipe.OutputFormat.PNG);
    private static final int[] PALETTE = {0xFF0000, 0x00FF00, 0x0000FF, 0x808080};
    private static final int BLACK = 0xFF000000;

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    /// The JDK's reader takes gray palettes for linear light: 127 would become 176.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 127, 128, 200, 255})
    void graysStayAsTheyAre(int level) {
        var palette = IntStream.range(0, 256).map(i -> i * 0x010101).toArray();
        var source = BmpFiles.indexed(QuadrantImage.ofSingleSamples(8, level, level, level, level), palette);

        assertThat(pixel(source, 20, 10)).isEqualTo(BLACK | level * 0x010101);
    }

    @Test
    void colorsOutsideThePaletteAreBlack() {
        var source = BmpFiles.indexed(QuadrantImage.ofSingleSamples(8, 0, 1, 2, 200), PALETTE);

        assertThat(pixel(source, 0, 0)).isEqualTo(0xFFFF0000);
        assertThat(pixel(source, 0, 31)).isEqualTo(BLACK);
    }

    @Test
    void paletteMayDeclareMoreColorsThanPixelsCanHave() {
        var palette = Arrays.copyOf(PALETTE, 300);
        var source = BmpFiles.indexed(QuadrantImage.ofSingleSamples(8, 0, 1, 2, 3), palette);

        assertThat(pixel(source, 47, 0)).isEqualTo(0xFF00FF00);
    }

    @Test
    void pixelsThatNoRunDrawsAreBlack() {
        // Two pixels of green; 10 to the right and one up; one of gray; the end.
        var source = BmpFiles.runs(BmpFiles.RLE8, new byte[] {2, 1, 0, 2, 10, 1, 1, 3, 0, 1}, PALETTE);

        assertThat(pixel(source, 1, 31)).isEqualTo(0xFF00FF00);
        assertThat(pixel(source, 2, 31)).isEqualTo(BLACK);
        assertThat(pixel(source, 12, 30)).isEqualTo(0xFF808080);
        assertThat(pixel(source, 20, 5)).isEqualTo(BLACK);
    }

    @Test
    void literalPixelsArePaddedToWords() {
        // Three pixels of 4 bits each, then a pair of colors that alternate.
        var source = BmpFiles.runs(BmpFiles.RLE4, new byte[] {0, 3, 0x12, 0x30, 4, 0x01, 0, 1}, PALETTE);

        assertThat(IntStream.range(0, 7).map(x -> pixel(source, x, 31)))
                .containsExactly(0xFF00FF00, 0xFF0000FF, 0xFF808080, 0xFFFF0000, 0xFF00FF00, 0xFFFF0000, 0xFF00FF00);
    }

    @Test
    void runsBeyondTheRowAreIgnored() {
        var source = BmpFiles.runs(BmpFiles.RLE8, new byte[] {(byte) 200, 1, 5, 2, 0, 0, 48, 3, 0, 1}, PALETTE);

        assertThat(pixel(source, 47, 31)).isEqualTo(0xFF00FF00);
        assertThat(pixel(source, 0, 30)).isEqualTo(0xFF808080);
    }

    @Test
    void alphaThatHidesEverythingHidesIt() {
        var pixels = QuadrantImage.ofSingleSamples(32, 0xFF00, 0xFF0000, 0xFF000000, 0xFFFFFF00)
                .rowsOfBitmap();

        assertThat(pixel(BmpFiles.masked(32, pixels, 0xFF0000, 0xFF00, 0xFF, 0xFF000000), 0, 0) >>> 24)
                .isZero();
        assertThat(pixel(BmpFiles.masked(32, pixels, 0xFF0000, 0xFF00, 0xFF), 0, 0))
                .isEqualTo(0xFFFF0000);
    }

    @Test
    void channelsOfAnyWidthAreScaled() {
        var pixels = QuadrantImage.ofSingleSamples(32, 0x0000F03F, 0x00FC0F00, 0xFF030000, 0x00020820)
                .rowsOfBitmap();
        var source = BmpFiles.masked(32, pixels, 0x3FF00000, 0xFFC00, 0x3FF);

        assertThat(pixel(source, 0, 0)).isEqualTo(0xFFFF0000);
        assertThat(pixel(source, 47, 0)).isEqualTo(0xFF00FF00);
        assertThat(pixel(source, 47, 31)).isEqualTo(0xFF0000FF);
        assertThat(pixel(source, 0, 31)).isEqualTo(0xFF808080);
    }

    @Test
    void fileSizeAndPixelOffsetMayBeLeftOut() {
        var source = BmpFiles.indexed(QuadrantImage.ofSingleSamples(8, 0, 1, 2, 3), PALETTE);

        for (var variant : new ImageBytes[] {
            BmpFiles.withFileSize(source, 0), BmpFiles.withFileSize(source, -1), BmpFiles.withPixelsAt(source, 0)
        }) assertThat(pixel(variant, 47, 31)).isEqualTo(0xFF0000FF);
    }

    @Test
    void paddingOfTheLastRowMayBeMissing() {
        var source = BmpFiles.indexed(QuadrantImage.ofSingleSamples(1, 0, 1, 1, 0), 0, 0xFFFFFF);
        var unpadded = new ImageBytes(Arrays.copyOf(source.array(), source.size() - 2));
        var incomplete = new ImageBytes(Arrays.copyOf(source.array(), source.size() - 3));

        assertThat(pixel(unpadded, 47, 0)).isEqualTo(0xFFFFFFFF);
        assertThat(refused(incomplete))
                .isEqualTo(new Refused(Reason.CORRUPT_IMAGE, "the BMP is incomplete: its end is missing"));
    }

    @Test
    void runsThatEndEarlyAreIncomplete() {
        var source = BmpFiles.runs(BmpFiles.RLE8, new byte[] {48, 1, 0, 0, 48, 2, 0, 0, 48, 3}, PALETTE);

        assertThat(refused(source).reason()).isEqualTo(Reason.CORRUPT_IMAGE);
    }

    @Test
    void embeddedProfileIsKept() {
        var profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        var gray = new int[] {64, 64, 64};
        var source = BmpFiles.withProfile(QuadrantImage.of(8, gray, gray, gray, gray), profile);

        var done = (Done) recompressor.recompress(source, LOSSLESS);

        assertThat(TestImages.decodeToSrgb(done).getRGB(0, 0) & 0xFF).isBetween(135, 139);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0  | 4  | a BMP that contains a JPEG",
                "0  | 5  | a BMP that contains a PNG",
                "1  | 3  | a BMP with Huffman coding",
                "64 | 0  | a BMP with 64-bit pixels",
                "32 | 11 | a BMP in CMYK",
                "24 | 77 | a BMP with an unknown compression",
            })
    void namesUnsupportedKinds(int bits, int compression, String kind) {
        var refused = refused(BmpFiles.odd(bits, compression));

        assertThat(refused)
                .isEqualTo(
                        new Refused(Reason.UNSUPPORTED_FORMAT, "the body is " + kind + ", which cannot be read here"));
    }

    @Test
    void masksWithGapsAreInvalid() {
        var source = BmpFiles.masked(32, new byte[20_000], 0xF0F000, 0xFF0, 0xF);

        assertThat(refused(source)).isEqualTo(new Refused(Reason.CORRUPT_IMAGE, "the BMP's color masks are invalid"));
    }

    private int pixel(ImageBytes source, int x, int y) {
        return switch (recompressor.recompress(source, LOSSLESS)) {
            case Done done -> argb(done, x, y);
            case Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    // The JDK treats gray values as linear light.
    private static int argb(Done done, int x, int y) {
        var picture = TestImages.decode(done);
        if (picture.getColorModel().getNumColorComponents() > 1) return picture.getRGB(x, y);
        return BLACK | picture.getRaster().getSample(x, y, 0) * 0x010101;
    }

    private Refused refused(ImageBytes source) {
        return (Refused) recompressor.recompress(source, LOSSLESS);
    }
}
