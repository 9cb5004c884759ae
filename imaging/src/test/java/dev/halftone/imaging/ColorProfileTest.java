package dev.halftone.imaging;

import static dev.halftone.imaging.TestImages.cmykJpeg;
import static dev.halftone.imaging.TestImages.jpeg;
import static dev.halftone.imaging.TestImages.photo;
import static dev.halftone.imaging.TestImages.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.vips.Libheif;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Color profiles, CMYK and 16 bits.
class ColorProfileTest {
    private static final byte[] LINEAR_RGB =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void keepsJpegProfileByteForByte() {
        var done = done(JpegFiles.withProfile(jpeg(photo(160, 120), 95), LINEAR_RGB), Recipe.defaults());

        assertThat(latin(done.bytes().array())).contains(latin(LINEAR_RGB));
    }

    @Test
    void keepsProfileWhenResizingAndConverting() {
        var source = PngFiles.withProfile(png(photo(160, 120)), LINEAR_RGB);

        var done = done(source, new Recipe(50, 80, 80, Recipe.OutputFormat.WEBP));

        assertThat(latin(done.bytes().array())).contains(latin(LINEAR_RGB));
    }

    @Test
    void keepsPngProfile() {
        var done = done(PngFiles.withProfile(png(photo(160, 120)), LINEAR_RGB), Recipe.defaults());

        assertThat(PngFiles.chunkTypes(done.bytes())).contains("iCCP");
    }

    /// Half of the light is 188 in sRGB.
    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "PNG", "WEBP", "AVIF", "TIFF"})
    void looksTheSameWithProfileInEveryFormat(ImageFormat format) {
        var source = withLinearProfile(format);
        for (var wanted : Recipe.OutputFormat.values()) {
            for (var width : List.of(0, 32)) {
                var done = done(source, new Recipe(90, width, 0, wanted));

                var level = TestImages.decodeToSrgb(done).getRaster().getSample(8, 8, 1);
                assertThat(level).as("%s as %s", format, wanted).isBetween(184, 192);
            }
        }
    }

    private static ImageBytes withLinearProfile(ImageFormat format) {
        var half = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < 32; y++) {
            for (var x = 0; x < 64; x++) half.setRGB(x, y, 0x808080);
        }
        return switch (format) {
            case JPEG -> JpegFiles.withProfile(jpeg(half, 95), LINEAR_RGB);
            case PNG -> PngFiles.withProfile(png(half), LINEAR_RGB);
            case TIFF -> TiffFiles.of(TiffFiles.page(half).profile(LINEAR_RGB));
            case WEBP, AVIF ->
                TestImages.convert(
                        PngFiles.withProfile(png(half), LINEAR_RGB), Recipe.OutputFormat.valueOf(format.name()));
            case HEIC, GIF, BMP -> throw new IllegalArgumentException("nothing here writes a profile in " + format);
        };
    }

    @Test
    void keepsHeicProfile() {
        assumeTrue(Libheif.find().isPresent(), "no libheif with an HEVC decoder is installed");

        var done = done(HeifFiles.withProfile(FuzzSeed.HEIC.bytes(), LINEAR_RGB), Recipe.defaults());

        assertThat(latin(done.bytes().array())).contains(latin(LINEAR_RGB));
    }

    @Test
    void convertsCmykByItsOwnProfile() {
        var cyan = new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB);
        for (var y = 0; y < 64; y++) {
            // As inks, and inverted by Adobe's convention: all of the first and none of the others.
            for (var x = 0; x < 64; x++) cyan.setRGB(x, y, 0xFFFF00);
        }
        var source = JpegFiles.withProfile(TestImages.jpegOfFour(cyan), CmykTestProfile.ofRedCyan());
        for (var width : List.of(0, 32)) {
            var done = done(source, new Recipe(90, width, 0, Recipe.OutputFormat.KEEP));

            assertThat(QuadrantImage.QuadrantColors.of(done)).isEqualTo("RRRR");
        }
    }

    @Test
    void convertsCmykWithoutProfile() {
        var source = cmykJpeg(photo(160, 120));

        var done = done(source, Recipe.defaults());

        assertThat(components(done.bytes())).isEqualTo(3);
        assertLooksLikeThePhoto(done);
    }

    @Test
    void convertsCmykWhenResizing() {
        var source = cmykJpeg(photo(320, 240));

        var done = done(source, new Recipe(50, 160, 120, Recipe.OutputFormat.KEEP));

        assertThat(components(done.bytes())).isEqualTo(3);
        assertLooksLikeThePhoto(done);
    }

    @Test
    void convertsSixteenBitGrayToEightBits() {
        var source = png(TestImages.sixteenBits(128, 16));

        var done = done(source, Recipe.defaults());

        assertThat(PngFiles.bitDepth(done.bytes())).isEqualTo(8);
        assertThat(TestImages.decode(done).getRaster().getSample(64, 8, 0)).isBetween(120, 136);
    }

    @Test
    void convertsSixteenBitRgbWithAlphaToEightBits() {
        var source = png(TestImages.sixteenBitCutOut(160, 120));

        var done = done(source, Recipe.defaults());

        var decoded = TestImages.decode(done);
        assertThat(PngFiles.bitDepth(source)).isEqualTo(16);
        assertThat(PngFiles.bitDepth(done.bytes())).isEqualTo(8);
        assertThat(decoded.getRGB(20, 60) >>> 24).isZero();
        assertThat(decoded.getRGB(140, 60) >>> 24).isEqualTo(255);
        assertThat(decoded.getRGB(140, 60) >> 16 & 0xFF).isBetween(185, 225);
    }

    @Test
    void convertsSixteenBitPngToEightBitJpeg() {
        var done = done(png(TestImages.sixteenBits(128, 16)), new Recipe(90, 0, 0, Recipe.OutputFormat.JPEG));

        assertThat(components(done.bytes())).isEqualTo(1);
        assertThat(TestImages.decode(done).getRaster().getSample(64, 8, 0)).isBetween(120, 136);
    }

    @ParameterizedTest
    @EnumSource(
            value = Recipe.OutputFormat.class,
            names = {"PNG", "WEBP", "AVIF", "JPEG"})
    void keepsTonesOfGrayWithProfile(Recipe.OutputFormat wanted) {
        var gray = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        var source = PngFiles.withProfile(png(new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY)), gray);

        var done = done(source, new Recipe(90, 0, 0, wanted));

        assertThat(done.format().name()).isEqualTo(wanted.name());
        assertThat(latin(done.bytes().array()).contains("GRAYXYZ")).isEqualTo(wanted == Recipe.OutputFormat.JPEG);
    }

    @ParameterizedTest
    @EnumSource(Recipe.OutputFormat.class)
    void toleratesProfileOfAnotherColorSpace(Recipe.OutputFormat wanted) {
        var gray = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        var source = JpegFiles.withProfile(jpeg(photo(64, 64), 95), gray);

        var done = done(source, new Recipe(50, 0, 0, wanted));

        assertThat(TestImages.decode(done).getWidth()).isEqualTo(64);
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }

    // Red grows to the right, green downwards; CMYK cannot show all of either.
    private static void assertLooksLikeThePhoto(Done done) {
        var decoded = TestImages.decode(done);
        var left = decoded.getRGB(8, 60);
        var right = decoded.getRGB(152, 60);
        assertThat((right >> 16 & 0xFF) - (left >> 16 & 0xFF)).isGreaterThan(100);
        assertThat(Math.abs((right >> 8 & 0xFF) - (left >> 8 & 0xFF))).isLessThan(60);
    }

    private static int components(ImageBytes jpeg) {
        var frame = JpegFiles.segments(jpeg).stream()
                .filter(segment -> segment.isFrame())
                .findFirst()
                .orElseThrow();
        return jpeg.array()[frame.parametersStart() + 5];
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
