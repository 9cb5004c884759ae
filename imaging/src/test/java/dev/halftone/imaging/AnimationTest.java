package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.header.Bytes;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Animations stay animated if the output format can be.
class AnimationTest {
    private static final ImageBytes MOVING = GifFiles.ofSide(64)
            .loopingForEver()
            .frame(1, 20)
            .frame(2, 30)
            .frame(3, 40)
            .done();

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void keepsFramesDelaysAndLoopCountOfGif() {
        var done = done(MOVING, Recipe.defaults());

        assertThat(done.format()).isEqualTo(ImageFormat.GIF);
        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(64, 64));
        assertThat(colors(TestImages.decode(done), 3)).isEqualTo(List.of(0xFF0000, 0x00FF00, 0x0000FF));
        assertThat(gifDelays(done.bytes())).isEqualTo(List.of(20, 30, 40));
        assertThat(text(done.bytes())).contains("NETSCAPE2.0");
    }

    @Test
    void keepsFramesWhenResizing() {
        var done = done(MOVING, new Recipe(50, 32, 32, Recipe.OutputFormat.KEEP));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(32, 32));
        assertThat(colors(TestImages.decode(done), 3)).isEqualTo(List.of(0xFF0000, 0x00FF00, 0x0000FF));
        assertThat(gifDelays(done.bytes())).isEqualTo(List.of(20, 30, 40));
    }

    @Test
    void convertsAnimatedGifToAnimatedWebp() {
        var done = done(MOVING, new Recipe(50, 0, 0, Recipe.OutputFormat.WEBP));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(64, 64));
        assertThat(TestImages.decode(done).getHeight()).isEqualTo(3 * 64);
        assertThat(webpDelays(done.bytes())).isEqualTo(List.of(200, 300, 400));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void keepsLoopCountOfGif(int times) {
        var gif = GifFiles.ofSide(64).looping(times).frames(3).done();

        var done = done(gif, new Recipe(50, 32, 32, Recipe.OutputFormat.KEEP));
        var webp = done(gif, new Recipe(50, 32, 32, Recipe.OutputFormat.WEBP));

        assertThat(gifLoops(done.bytes())).isEqualTo(gifLoops(gif));
        assertThat(webpLoops(webp.bytes())).isEqualTo(times + 1);
    }

    @Test
    void playsGifWithoutLoopCountOnce() {
        var done = done(GifFiles.ofSide(64).frames(3).done(), new Recipe(50, 32, 32, Recipe.OutputFormat.KEEP));

        assertThat(gifLoops(done.bytes())).isEmpty();
    }

    @Test
    void publishesAnimatedPngUnchangedExceptMetadata() {
        var animated = PngFiles.animated(TestImages.png(TestImages.photo(64, 64)), 3);

        var done = done(PngFiles.withChunk(animated, "tEXt", JpegFiles.ascii("a\0b")), Recipe.defaults());

        assertThat(done.bytes().array()).isEqualTo(animated.array());
        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(64, 64));
    }

    @Test
    void publishesAnimatedAvifUnchanged() {
        var still = TestImages.avif(TestImages.photo(64, 64), 90).array();
        var animated = new ImageBytes(JpegFiles.concat(still, new byte[] {0, 0, 0, 8}, JpegFiles.ascii("moov")));

        var done = done(animated, new Recipe(10, 0, 0, Recipe.OutputFormat.KEEP));

        assertThat(done.bytes().size()).isEqualTo(animated.size());
    }

    @Test
    void usesFirstFrameOfAnimatedPngWhenResizing() {
        var animated = PngFiles.animated(TestImages.png(TestImages.photo(64, 64)), 3);

        var done = done(animated, new Recipe(50, 32, 32, Recipe.OutputFormat.KEEP));

        assertThat(PngFiles.chunkTypes(done.bytes())).doesNotContain("acTL");
        assertThat(done.width()).isEqualTo(32);
    }

    @Test
    void keepsWebpAnimated() {
        var animated =
                done(MOVING, new Recipe(90, 0, 0, Recipe.OutputFormat.WEBP)).bytes();

        var done = done(animated, new Recipe(50, 32, 32, Recipe.OutputFormat.KEEP));

        assertThat(done.format()).isEqualTo(ImageFormat.WEBP);
        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(32, 32));
        assertThat(webpDelays(done.bytes())).isEqualTo(List.of(200, 300, 400));
    }

    @ParameterizedTest
    @EnumSource(
            value = Recipe.OutputFormat.class,
            names = {"JPEG", "PNG", "AVIF"})
    void usesFirstFrameForStillFormats(Recipe.OutputFormat wanted) {
        var done = done(MOVING, new Recipe(90, 0, 0, wanted));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(64, 64));
        assertThat(TestImages.decode(done).getRGB(32, 32) >> 16 & 0xFF).isGreaterThan(240);
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }

    // The middle pixel of each frame.
    private static List<Integer> colors(BufferedImage frames, int count) {
        var height = frames.getHeight() / count;
        var colors = new ArrayList<Integer>();
        for (var y = height / 2; y < frames.getHeight(); y += height) {
            colors.add(frames.getRGB(frames.getWidth() / 2, y) & 0xFFFFFF);
        }
        return colors;
    }

    // Each graphics control extension: 21 F9 04, flags, delay.
    private static List<Integer> gifDelays(ImageBytes gif) {
        var bytes = new Bytes(gif.array());
        var delays = new ArrayList<Integer>();
        for (var at = 0; at < bytes.size(); at++) {
            if (bytes.matches("!\u00f9\u0004", at)) delays.add(bytes.u16le(at + 4));
        }
        return delays;
    }

    // After NETSCAPE2.0: 3, 1 and the number of repetitions. Absent if it plays once.
    private static Optional<Integer> gifLoops(ImageBytes gif) {
        var at = text(gif).indexOf("NETSCAPE2.0");
        return at < 0 ? Optional.empty() : Optional.of(new Bytes(gif.array()).u16le(at + 13));
    }

    // After ANIM: its size, a color, and how often it plays.
    private static int webpLoops(ImageBytes webp) {
        return new Bytes(webp.array()).u16le(text(webp).indexOf("ANIM") + 12);
    }

    // Each ANMF chunk: after the chunk's header come position and size in 12 bytes, then the duration in 24
    // bits.
    private static List<Integer> webpDelays(ImageBytes webp) {
        var bytes = new Bytes(webp.array());
        var delays = new ArrayList<Integer>();
        for (var at = 0; at < bytes.size(); at++) {
            if (bytes.matches("ANMF", at)) delays.add(bytes.u16le(at + 20) | bytes.u8(at + 22) << 16);
        }
        return delays;
    }

    private static String text(ImageBytes bytes) {
        return new Bytes(bytes.array()).text(0, bytes.size());
    }
}
