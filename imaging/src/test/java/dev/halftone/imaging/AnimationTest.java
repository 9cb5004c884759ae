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

/// Pictures that move keep moving where the format can.
class AnimationTest {
    private static final ImageBytes MOVING = Gifs.ofSide(64)
            .loopingForEver()
            .frame(1, 20)
            .frame(2, 30)
            .frame(3, 40)
            .done();

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void keepsFramesDelaysAndLoopOfAGif() {
        var done = done(MOVING, Recipe.defaults());

        assertThat(done.format()).isEqualTo(ImageFormat.GIF);
        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(64, 64));
        assertThat(colours(Pictures.decoded(done), 3)).isEqualTo(List.of(0xFF0000, 0x00FF00, 0x0000FF));
        assertThat(gifDelays(done.bytes())).isEqualTo(List.of(20, 30, 40));
        assertThat(text(done.bytes())).contains("NETSCAPE2.0");
    }

    @Test
    void keepsThemWhileResizing() {
        var done = done(MOVING, new Recipe(50, 32, 32, OutputFormat.KEEP));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(32, 32));
        assertThat(colours(Pictures.decoded(done), 3)).isEqualTo(List.of(0xFF0000, 0x00FF00, 0x0000FF));
        assertThat(gifDelays(done.bytes())).isEqualTo(List.of(20, 30, 40));
    }

    @Test
    void makesAMovingWebpOfAMovingGif() {
        var done = done(MOVING, new Recipe(50, 0, 0, OutputFormat.WEBP));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(64, 64));
        assertThat(Pictures.decoded(done).getHeight()).isEqualTo(3 * 64);
        assertThat(webpDelays(done.bytes())).isEqualTo(List.of(200, 300, 400));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void playsAGifAsOftenAsItSays(int times) {
        var gif = Gifs.ofSide(64).looping(times).frames(3).done();

        var done = done(gif, new Recipe(50, 32, 32, OutputFormat.KEEP));
        var webp = done(gif, new Recipe(50, 32, 32, OutputFormat.WEBP));

        assertThat(gifLoops(done.bytes())).isEqualTo(gifLoops(gif));
        assertThat(webpLoops(webp.bytes())).isEqualTo(times + 1);
    }

    @Test
    void playsAGifOnceThatDoesNotSay() {
        var done = done(Gifs.ofSide(64).frames(3).done(), new Recipe(50, 32, 32, OutputFormat.KEEP));

        assertThat(gifLoops(done.bytes())).isEmpty();
    }

    @Test
    void keepsAMovingPngAsItCameButForItsMetadata() {
        var moving = Pngs.moving(Pictures.png(Pictures.photo(64, 64)), 3);

        var done = done(Pngs.withChunk(moving, "tEXt", Jpegs.ascii("a\0b")), Recipe.defaults());

        assertThat(done.bytes().array()).isEqualTo(moving.array());
        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(64, 64));
    }

    @Test
    void keepsAMovingAvifAsItCame() {
        var still = Pictures.avif(Pictures.photo(64, 64), 90).array();
        var moving = new ImageBytes(Jpegs.joined(still, new byte[] {0, 0, 0, 8}, Jpegs.ascii("moov")));

        var done = done(moving, new Recipe(10, 0, 0, OutputFormat.KEEP));

        assertThat(done.bytes().size()).isEqualTo(moving.size());
    }

    @Test
    void takesTheFirstFrameOfAMovingPngThatMustBecomeSmaller() {
        var moving = Pngs.moving(Pictures.png(Pictures.photo(64, 64)), 3);

        var done = done(moving, new Recipe(50, 32, 32, OutputFormat.KEEP));

        assertThat(Pngs.chunkTypes(done.bytes())).doesNotContain("acTL");
        assertThat(done.width()).isEqualTo(32);
    }

    @Test
    void keepsAMovingWebpMoving() {
        var moving = done(MOVING, new Recipe(90, 0, 0, OutputFormat.WEBP)).bytes();

        var done = done(moving, new Recipe(50, 32, 32, OutputFormat.KEEP));

        assertThat(done.format()).isEqualTo(ImageFormat.WEBP);
        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(32, 32));
        assertThat(webpDelays(done.bytes())).isEqualTo(List.of(200, 300, 400));
    }

    @ParameterizedTest
    @EnumSource(
            value = OutputFormat.class,
            names = {"JPEG", "PNG", "AVIF"})
    void takesTheFirstFrameForTheFormatsThatStandStill(OutputFormat wanted) {
        var done = done(MOVING, new Recipe(90, 0, 0, wanted));

        assertThat(List.of(done.width(), done.height())).isEqualTo(List.of(64, 64));
        assertThat(Pictures.decoded(done).getRGB(32, 32) >> 16 & 0xFF).isGreaterThan(240);
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }

    // Of each frame the pixel in its middle.
    private static List<Integer> colours(BufferedImage frames, int count) {
        var height = frames.getHeight() / count;
        var colours = new ArrayList<Integer>();
        for (var y = height / 2; y < frames.getHeight(); y += height) {
            colours.add(frames.getRGB(frames.getWidth() / 2, y) & 0xFFFFFF);
        }
        return colours;
    }

    // Each graphics control extension: 21 F9 04, flags, delay.
    private static List<Integer> gifDelays(ImageBytes gif) {
        var bytes = new Bytes(gif.array());
        var delays = new ArrayList<Integer>();
        for (var at = 0; at < bytes.size(); at++) {
            if (bytes.has("!\u00f9\u0004", at)) delays.add(bytes.littleU16(at + 4));
        }
        return delays;
    }

    // Behind NETSCAPE2.0: 3, 1 and how often it is played again; nothing where it is played once.
    private static Optional<Integer> gifLoops(ImageBytes gif) {
        var at = text(gif).indexOf("NETSCAPE2.0");
        return at < 0 ? Optional.empty() : Optional.of(new Bytes(gif.array()).littleU16(at + 13));
    }

    // Behind ANIM: its size, a colour, and how often it is played.
    private static int webpLoops(ImageBytes webp) {
        return new Bytes(webp.array()).littleU16(text(webp).indexOf("ANIM") + 12);
    }

    // Each ANMF chunk: after the chunk's header come position and size in 12 bytes, then the duration in 24 bits.
    private static List<Integer> webpDelays(ImageBytes webp) {
        var bytes = new Bytes(webp.array());
        var delays = new ArrayList<Integer>();
        for (var at = 0; at < bytes.size(); at++) {
            if (bytes.has("ANMF", at)) delays.add(bytes.littleU16(at + 20) | bytes.u8(at + 22) << 16);
        }
        return delays;
    }

    private static String text(ImageBytes bytes) {
        return new Bytes(bytes.array()).text(0, bytes.size());
    }
}
