package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;
import static dev.halftone.imaging.Recompressed.Reason.CORRUPT_IMAGE;
import static dev.halftone.imaging.Recompressed.Reason.NOT_AN_IMAGE;
import static dev.halftone.imaging.Recompressed.Reason.TOO_MANY_PIXELS;
import static dev.halftone.imaging.Recompressed.Reason.UNSUPPORTED_FORMAT;
import static dev.halftone.imaging.TestImages.jpeg;
import static dev.halftone.imaging.TestImages.photo;
import static dev.halftone.imaging.TestImages.png;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.header.GifBlocks;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files made to do harm, by the part of the file that does it.
@Tag("slow")
class MaliciousImagesTest {
    private static final int MEGABYTE = 1 << 20;

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void tiffWithCyclicDirectories() {
        var source = TiffFiles.loopOf(TiffFiles.page(photo(32, 32)), TiffFiles.page(photo(32, 32)));

        assertThat(done(source).width()).isEqualTo(32);
    }

    @Test
    void tiffDeclaringGiantSize() {
        var page = TiffFiles.page(photo(32, 32)).tag(TiffFiles.WIDTH, 1_000_000).tag(TiffFiles.HEIGHT, 1_000_000);

        assertThat(reason(TiffFiles.of(page))).isEqualTo(TOO_MANY_PIXELS);
    }

    @Test
    void tiffWithOverflowingSize() {
        var page = TiffFiles.page(photo(32, 32)).tag(TiffFiles.WIDTH, -1).tag(TiffFiles.HEIGHT, -1);

        assertThat(reason(TiffFiles.of(page))).isIn(CORRUPT_IMAGE, TOO_MANY_PIXELS);
    }

    /// Whether its fourth sample is alpha shows only in its pixels, which are too many to decode.
    @Test
    void tiffOverLimitWithUnmarkedAlpha() {
        var page = TiffFiles.page(2, QuadrantImage.colors(8).withAlpha());
        var strict = Recompressor.open(
                new ImageLimits(QuadrantImage.WIDTH * QuadrantImage.HEIGHT - 1, Duration.ofSeconds(20)),
                Optional.empty());

        assertThat(reason(strict, TiffFiles.of(page))).isEqualTo(TOO_MANY_PIXELS);
        assertThat(reason(TiffFiles.of(page.tag(TiffFiles.HEIGHT, 1 << 30)))).isEqualTo(TOO_MANY_PIXELS);
    }

    @Test
    void tiffWithOneGiantTile() {
        var page =
                TiffFiles.page(photo(32, 32)).tag(TiffFiles.TILE_WIDTH, 1 << 20).tag(TiffFiles.TILE_HEIGHT, 1 << 20);

        assertThat(reason(TiffFiles.of(page))).isEqualTo(CORRUPT_IMAGE);
    }

    @Test
    void pngWithManyMegabytesDeflatedInProfileOrText() {
        var zeros = new byte[64 * MEGABYTE];
        var profile = PngFiles.withProfile(png(photo(32, 32)), zeros);
        var text = PngFiles.withDeflatedText(png(photo(32, 32)), zeros);

        assertThat(profile.size()).isLessThan(MEGABYTE);
        assertThat(done(profile).bytes().size()).isLessThan(10_000);
        assertThat(done(text).bytes().size()).isLessThan(10_000);
    }

    @Test
    void pngWithHundredThousandChunks() {
        var chunk = PngFiles.chunk("tEXt", ascii("a\0b"));
        var chunks = concat(Collections.nCopies(100_000, chunk).toArray(byte[][]::new));
        var source = png(photo(32, 32));
        var front = Arrays.copyOf(source.array(), 33);

        var done = done(new ImageBytes(concat(front, chunks, Arrays.copyOfRange(source.array(), 33, source.size()))));

        assertThat(done.bytes().size()).isLessThan(source.size());
    }

    @ParameterizedTest
    @EnumSource(Recipe.OutputFormat.class)
    void garbageProfiles(Recipe.OutputFormat wanted) {
        var genuine = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        var noise = new byte[5_000];
        new Random(5).nextBytes(noise);
        for (var profile :
                List.of(new byte[0], new byte[1], noise, Arrays.copyOf(genuine, 200), lyingProfile(genuine))) {
            var sources = List.of(
                    JpegFiles.withProfile(jpeg(photo(32, 32), 90), profile),
                    JpegFiles.withProfile(TestImages.cmykJpeg(photo(32, 32)), profile),
                    PngFiles.withProfile(png(photo(32, 32)), profile),
                    TiffFiles.of(TiffFiles.page(photo(32, 32)).profile(profile)));
            for (var source : sources)
                assertThat(TestImages.decode(done(source, wanted)).getWidth()).isEqualTo(32);
        }
    }

    // Its size, and the offset and size of its first tag, are false.
    private static byte[] lyingProfile(byte[] genuine) {
        var bytes = ByteBuffer.wrap(genuine.clone());
        return bytes.putInt(0, -1).putInt(136, -1).putInt(140, -1).array();
    }

    @Test
    void webpWithCanvasOverLimitOrSmallerThanItsFrames() {
        var animated = FuzzSeed.WEBP_ANIMATED.bytes();

        assertThat(reason(WebpFiles.claiming(animated, 1 << 24, 1 << 24))).isIn(CORRUPT_IMAGE, TOO_MANY_PIXELS);
        assertThat(reason(WebpFiles.claiming(animated, 16_384, 16_384))).isIn(CORRUPT_IMAGE, TOO_MANY_PIXELS);
        assertThat(reason(WebpFiles.claiming(animated, 4, 4))).isEqualTo(CORRUPT_IMAGE);
    }

    @Test
    void animatedWebpWithManyPixelsInTotal() {
        var many = TestImages.convert(GifFiles.ofSide(64).frames(300).done(), Recipe.OutputFormat.WEBP);

        assertThat(reasonOfSmall(many)).isEqualTo(TOO_MANY_PIXELS);
    }

    @Test
    void avifDeclaringLessThanItsCodedSize() {
        var lying = HeifFiles.claiming(TestImages.avif(photo(1_200, 1_000), 20), 16, 16);

        assertThat(reasonOfSmall(lying)).isEqualTo(TOO_MANY_PIXELS);
        assertThat(reason(lying)).isEqualTo(CORRUPT_IMAGE);
    }

    @Test
    void avifCodingItsPixelsManyTimes() {
        var source = HeifFiles.withFrames(TestImages.avif(photo(256, 256), 20), 20);

        assertThat(reasonOfSmall(source)).isEqualTo(TOO_MANY_PIXELS);
    }

    /// A HEIC by its brand that contains AV1: the system's library trusts the coded data of either.
    @Test
    void heicDeclaringLessThanItsCodedSize() {
        var avif = HeifFiles.claiming(TestImages.avif(photo(1_200, 1_000), 20), 16, 16);

        assertThat(reasonOfSmall(HeifFiles.withBrand(avif, "heic"))).isEqualTo(TOO_MANY_PIXELS);
    }

    @Test
    void animatedPngWithManyPixelsInTotal() {
        assertThat(reasonOfSmall(PngFiles.animated(png(photo(64, 64)), 300))).isEqualTo(TOO_MANY_PIXELS);
    }

    /// Browsers do not show it either.
    @Test
    void gifWithGiantScreenAndSmallFrames() {
        var gif = GifFiles.ofSide(16).frames(2).done().array();
        Arrays.fill(gif, 6, 10, (byte) 0xFF);

        assertThat(reason(new ImageBytes(gif))).isEqualTo(TOO_MANY_PIXELS);
    }

    @Test
    void gifOfExtremeSize() {
        var still = withSizeOfFrames(GifFiles.ofSide(16).frames(1).done(), 65_535, 1_500);
        var moving = withSizeOfFrames(GifFiles.ofSide(16).frames(2).done(), 65_535, 1_500);
        var strict = Recompressor.open(new ImageLimits(98_302_499, Duration.ofSeconds(20)), Optional.empty());
        var exact = Recompressor.open(new ImageLimits(98_302_500, Duration.ofSeconds(20)), Optional.empty());

        // Its size is allowed, but most of its pixels are missing.
        assertThat(reason(still)).isEqualTo(CORRUPT_IMAGE);
        assertThat(((Refused) exact.recompress(still, Recipe.defaults())).reason())
                .isEqualTo(CORRUPT_IMAGE);
        assertThat(strict.recompress(still, Recipe.defaults()))
                .isEqualTo(new Refused(TOO_MANY_PIXELS, "the image has 98.4 megapixels, more than the 98.3 allowed"));
        assertThat(reason(moving)).isEqualTo(TOO_MANY_PIXELS);
    }

    /// Both the screen and the frames.
    private static ImageBytes withSizeOfFrames(ImageBytes gif, int width, int height) {
        var bytes = ByteBuffer.wrap(gif.array().clone()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort(6, (short) width).putShort(8, (short) height);
        for (var block : GifBlocks.of(gif.array())) {
            if (block.type() == GifBlocks.Block.IMAGE)
                bytes.putShort(block.start() + 5, (short) width).putShort(block.start() + 7, (short) height);
        }
        return new ImageBytes(bytes.array());
    }

    @Test
    void bmpsOfOddSizes() {
        assertThat(reason(bitmap(-32, 32))).isEqualTo(CORRUPT_IMAGE);
        assertThat(reason(bitmap(0, 32))).isEqualTo(CORRUPT_IMAGE);
        assertThat(reason(bitmap(32, Integer.MIN_VALUE))).isEqualTo(TOO_MANY_PIXELS);
        assertThat(reason(bitmap(9_999, 9_999))).isEqualTo(CORRUPT_IMAGE);
    }

    private static ImageBytes bitmap(int width, int height) {
        var bytes = FuzzSeed.BMP.bytes().array();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
        return new ImageBytes(bytes);
    }

    @Test
    void bmpWithOverflowingRuns() {
        var over = new byte[10_000];
        Arrays.fill(over, (byte) 0xFF);

        var recompressed = recompressor.recompress(BmpFiles.runs(BmpFiles.RLE8, over, 0, 0xFFFFFF), Recipe.defaults());

        assertThat(recompressed).isInstanceOfAny(Refused.class, Done.class);
    }

    @Test
    void bmpEmbeddingAnotherFormat() {
        assertThat(reason(BmpFiles.embedding(PngFiles.claiming(100_000, 100_000))))
                .isEqualTo(UNSUPPORTED_FORMAT);
        assertThat(reason(BmpFiles.embedding(png(photo(48, 32))))).isEqualTo(UNSUPPORTED_FORMAT);
    }

    @Test
    void archiveNamedAsImage() {
        assertThat(reason(new ImageBytes(ascii("PK\3\4\24\0\0\0\b\0")))).isEqualTo(NOT_AN_IMAGE);
    }

    @Test
    void jpegThatIsAlsoAnArchive() {
        var stripped = jpeg(photo(32, 32), 90);
        var archive = ascii("PK\5\6 the directory of an archive");

        var done = done(new ImageBytes(concat(stripped.array(), archive)));

        assertThat(latin(done)).doesNotContain("PK");
    }

    @Test
    void gifThatIsAlsoAScript() {
        var gif = GifFiles.ofSide(16).comment("*/=1;alert(1)//").frames(1).done();

        assertThat(latin(done(gif))).doesNotContain("alert");
    }

    @Test
    void jpegThatIsAlsoADocument() {
        var inside = JpegFiles.withSegment(jpeg(photo(32, 32), 90), 0xFE, ascii("%PDF-1.7\n1 0 obj"));
        var before = new ImageBytes(
                concat(ascii("%PDF-1.7\n"), jpeg(photo(32, 32), 90).array()));

        assertThat(latin(done(inside))).doesNotContain("%PDF");
        assertThat(reason(before)).isEqualTo(UNSUPPORTED_FORMAT);
    }

    @ParameterizedTest
    @EnumSource(FuzzSeed.class)
    void filesTruncatedAnywhere(FuzzSeed fuzzSeed) {
        var whole = fuzzSeed.bytes();
        for (var size = 0; size < whole.size() * 9 / 10; size += 1 + size / 16) {
            var recompressed = recompressor.recompress(FileMutator.truncate(whole, size), Recipe.defaults());

            assertThat(recompressed).as("%d of %d bytes", size, whole.size()).isInstanceOf(Refused.class);
        }
    }

    private Done done(ImageBytes source) {
        return done(source, Recipe.OutputFormat.KEEP);
    }

    private Done done(ImageBytes source, Recipe.OutputFormat wanted) {
        return switch (recompressor.recompress(source, new Recipe(50, 0, 0, wanted))) {
            case Done done -> done;
            case Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private Reason reason(ImageBytes source) {
        return reason(recompressor, source);
    }

    // With a limit of one megapixel.
    private static Reason reasonOfSmall(ImageBytes source) {
        return reason(Recompressor.open(new ImageLimits(1_000_000, Duration.ofSeconds(20)), Optional.empty()), source);
    }

    private static Reason reason(Recompressor recompressor, ImageBytes source) {
        return switch (recompressor.recompress(source, Recipe.defaults())) {
            case Done done -> throw new AssertionError(done.toString());
            case Refused refused -> refused.reason();
        };
    }

    private static String latin(Done done) {
        return new String(done.bytes().array(), StandardCharsets.ISO_8859_1);
    }
}
