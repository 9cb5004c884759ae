package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.GifFiles.Frame;
import dev.halftone.imaging.Recompressed.Done;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The screen of a GIF is transparent where no frame is, as in browsers, whatever its background color.
class GifScreenTest {
    private static final int SIDE = 48;
    // Samples are taken from the middle of squares of this side.
    private static final int SQUARE = 16;

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isTransparentWhereNoFrameIs(int disposal) {
        requireLook(frames(disposal, 16, 16, 32, 32), SIDE, SIDE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isTransparentWhereAFrameWasCleared(int disposal) {
        requireLook(frames(disposal, 0, 0, SIDE, SIDE), SIDE, SIDE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void isEnlargedByTheFirstFrame(int disposal) {
        requireLook(frames(disposal, 16, 16, SIDE, SIDE), SIDE + SQUARE, SIDE + SQUARE);
    }

    /// libnsgif takes such a size for that of the screen on which the GIF was made.
    @Test
    void hasItsSizeEvenIfThatIsOfAMonitor() {
        for (var background : List.of(0, 1)) {
            var gif = GifFiles.ofScreen(640, 480, background)
                    .frame(new Frame(16, 16, 32, 32, 1, 2), true, false)
                    .frame(new Frame(0, 0, 16, 16, 2, 2), true, false)
                    .done();

            var png = TestImages.decode(done(gif, new Recipe(90, 0, 0, Recipe.OutputFormat.PNG)));
            var resized = done(gif, new Recipe(90, 320, 0, Recipe.OutputFormat.KEEP));

            assertThat(List.of(png.getWidth(), png.getHeight())).isEqualTo(List.of(640, 480));
            assertThat(png.getRGB(600, 400) >>> 24).isZero();
            assertThat(List.of(resized.width(), resized.height())).isEqualTo(List.of(320, 240));
        }
    }

    // Frames in red, green and blue: the first anywhere, the others in two corners.
    private static List<Frame> frames(int disposal, int left, int top, int width, int height) {
        return List.of(
                new Frame(left, top, width, height, 1, disposal),
                new Frame(0, 0, 32, 16, 2, disposal),
                new Frame(16, 32, 32, 32, 3, disposal));
    }

    private void requireLook(List<Frame> frames, int width, int height) {
        var expected = shown(frames, width, height);
        for (var gif : variants(frames)) {
            for (var box : List.of(0, width / 2)) {
                for (var wanted : Recipe.OutputFormat.values()) {
                    var done = done(gif, new Recipe(90, box, box, wanted));

                    var look = look(TestImages.decode(done), done.height(), width / SQUARE);
                    var isAnimated = done.format() == ImageFormat.GIF || done.format() == ImageFormat.WEBP;
                    assertThat(look)
                            .as("%s within %d", wanted, box)
                            .isEqualTo(isAnimated ? expected : List.of(asIn(done.format(), expected.getFirst())));
                }
            }
        }
    }

    private static List<ImageBytes> variants(List<Frame> frames) {
        var all = new ArrayList<ImageBytes>();
        for (var background : List.of(0, 1, 200))
            all.add(written(GifFiles.ofScreen(SIDE, SIDE, background), frames, false));
        all.add(written(GifFiles.ofScreen(SIDE, SIDE, 1), frames, true));
        all.add(written(GifFiles.withoutColors(SIDE, SIDE), frames, true));
        return all;
    }

    private static ImageBytes written(GifFiles gif, List<Frame> frames, boolean colorTables) {
        frames.forEach(frame -> gif.frame(frame, true, colorTables));
        return gif.done();
    }

    // What browsers show: the colors of the squares of each frame, or a dot for none.
    private static List<String> shown(List<Frame> frames, int width, int height) {
        var screen = new int[width / SQUARE * (height / SQUARE)];
        var all = new ArrayList<String>();
        for (var frame : frames) {
            var before = screen.clone();
            fill(screen, width / SQUARE, frame, frame.color());
            all.add(letters(screen));
            if (frame.disposal() == 2) fill(screen, width / SQUARE, frame, 0);
            if (frame.disposal() == 3) screen = before;
        }
        return all;
    }

    private static void fill(int[] screen, int across, Frame frame, int color) {
        for (var i = 0; i < screen.length; i++) {
            var x = i % across * SQUARE;
            var y = i / across * SQUARE;
            var isInside = x >= frame.left()
                    && x < frame.left() + frame.width()
                    && y >= frame.top()
                    && y < frame.top() + frame.height();
            if (isInside) screen[i] = color;
        }
    }

    private static String letters(int[] screen) {
        var letters = new StringBuilder();
        for (var color : screen) letters.append(".RGB".charAt(color));
        return letters.toString();
    }

    private static String asIn(ImageFormat format, String look) {
        return format == ImageFormat.JPEG ? look.replace('.', 'W') : look;
    }

    // The frames are stacked vertically.
    private static List<String> look(BufferedImage frames, int height, int across) {
        var square = frames.getWidth() / across;
        return IntStream.range(0, frames.getHeight() / height)
                .mapToObj(frame -> look(frames.getSubimage(0, frame * height, frames.getWidth(), height), square))
                .toList();
    }

    private static String look(BufferedImage frame, int square) {
        var letters = new StringBuilder();
        for (var y = square / 2; y < frame.getHeight(); y += square)
            for (var x = square / 2; x < frame.getWidth(); x += square) letters.append(letter(frame.getRGB(x, y)));
        return letters.toString();
    }

    private static char letter(int argb) {
        if (argb >>> 24 < 128) return '.';
        var bright = Arrays.stream(new int[] {argb >> 16, argb >> 8, argb})
                .map(sample -> sample & 0xFF)
                .map(sample -> sample > 128 ? 1 : 0)
                .toArray();
        return "KBGCRMYW".charAt(bright[0] * 4 + bright[1] * 2 + bright[2]);
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }
}
