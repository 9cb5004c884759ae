package dev.halftone.imaging;

import static dev.halftone.imaging.TestImages.avif;
import static dev.halftone.imaging.TestImages.cutOut;
import static dev.halftone.imaging.TestImages.encode;
import static dev.halftone.imaging.TestImages.jpeg;
import static dev.halftone.imaging.TestImages.opaque;
import static dev.halftone.imaging.TestImages.photo;
import static dev.halftone.imaging.TestImages.png;
import static dev.halftone.imaging.TestImages.webp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.header.DetectedType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The recipe's format, quality and size are obeyed.
class RecompressorTest {
    // ITU-T T.81 table K.1, in zigzag order as in files.
    private static final List<Integer> ANNEX_K = List.of(
            16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58,
            51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103,
            62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99);

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "PNG", "WEBP", "AVIF"})
    void keepsFormatAndReducesSize(ImageFormat format) {
        var source = source(format);

        var done = done(source, new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP));

        assertThat(done.format()).isEqualTo(format);
        assertThat(DetectedType.detect(done.bytes())).isEqualTo(new DetectedType.Image(format));
        assertThat(done.bytes().size()).isLessThan(source.size());
        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(160, 120));
    }

    @Test
    void convertsTiffWithOpaqueAlphaToJpeg() {
        var done = done(encode(opaque(80, 60), "tiff"), Recipe.defaults());

        assertThat(done.format()).isEqualTo(ImageFormat.JPEG);
    }

    @Test
    void usesAnnexKTablesAtQuality50() {
        var done = done(jpeg(photo(160, 120), 95), Recipe.defaults());

        assertThat(JpegFiles.firstTable(done.bytes())).isEqualTo(ANNEX_K);
    }

    @Test
    void neverQuantizesFinerThanTheSourceJpeg() {
        var source = jpeg(photo(400, 300), 30);

        var done = done(source, new Recipe(80, 200, 200, Recipe.OutputFormat.KEEP));

        assertThat(sum(JpegFiles.firstTable(done.bytes())))
                .isGreaterThanOrEqualTo(sum(JpegFiles.firstTable(source)))
                .isLessThan(sum(JpegFiles.firstTable(source)) * 11 / 10);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "WEBP", "AVIF"})
    void lowerQualityMakesSmallerFiles(ImageFormat format) {
        var source = source(format);

        var fine = done(source, new Recipe(70, 0, 0, Recipe.OutputFormat.KEEP));
        var coarse = done(source, new Recipe(20, 0, 0, Recipe.OutputFormat.KEEP));

        assertThat(coarse.bytes().size()).isLessThan(fine.bytes().size());
    }

    @Test
    void writesPaletteForPngAndKeepsAlpha() {
        var done = done(png(cutOut(160, 120)), Recipe.defaults());

        assertThat(PngFiles.colorType(done.bytes())).isEqualTo(3);
        assertThat(PngFiles.bitDepth(done.bytes())).isEqualTo(8);
        assertThat(TestImages.decode(done).getRGB(20, 60) >>> 24).isZero();
        assertThat(TestImages.decode(done).getRGB(140, 60) >>> 24).isEqualTo(255);
    }

    @ParameterizedTest
    @EnumSource(value = ImageFormat.class, names = "HEIC", mode = EnumSource.Mode.EXCLUDE)
    void fitsImageIntoBox(ImageFormat format) {
        var done = done(source(format), new Recipe(50, 100, 50, Recipe.OutputFormat.KEEP));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(67, 50));
        assertThat(TestImages.decode(done).getWidth()).isEqualTo(67);
    }

    @Test
    void limitsOnlyTheGivenSide() {
        var done = done(source(ImageFormat.JPEG), new Recipe(50, 80, 0, Recipe.OutputFormat.KEEP));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(80, 60));
    }

    @ParameterizedTest
    @EnumSource(value = ImageFormat.class, names = "HEIC", mode = EnumSource.Mode.EXCLUDE)
    void neverEnlarges(ImageFormat format) {
        var done = done(source(format), new Recipe(50, 1000, 1000, Recipe.OutputFormat.KEEP));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(160, 120));
    }

    @Test
    void fitsImageIntoLimitsOfTargetFormat() {
        var done = done(png(photo(20_000, 10)), new Recipe(50, 0, 0, Recipe.OutputFormat.WEBP));

        assertThat(done.width()).isEqualTo(16_383);
    }

    private static int sum(List<Integer> steps) {
        return steps.stream().mapToInt(Integer::intValue).sum();
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }

    private static ImageBytes source(ImageFormat format) {
        var photo = photo(160, 120);
        return switch (format) {
            case JPEG -> jpeg(photo, 95);
            case WEBP -> webp(photo, 95);
            case AVIF -> avif(photo, 95);
            case PNG, GIF, TIFF, BMP -> encode(photo, format.extension());
            case HEIC -> throw new IllegalArgumentException("nothing here writes HEIC");
        };
    }
}
