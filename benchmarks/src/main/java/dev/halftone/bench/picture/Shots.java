package dev.halftone.bench.picture;

import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// The pictures of a shop: JPEGs of a megapixel, baseline, 4:2:0, no two the same.
public final class Shots {
    private static final long SEED = 20260101;

    // A scene takes a second to draw, so that shots are taken of each from many places.
    private static final int SHOTS_OF_A_SCENE = 25;
    private static final Size FRAME = new Size(2 * Size.ONE_MEGAPIXEL.width(), 2 * Size.ONE_MEGAPIXEL.height());

    private final Darkroom darkroom;

    public Shots(Darkroom darkroom) {
        this.darkroom = darkroom;
    }

    /// So many; always the same ones.
    public List<ImageBytes> pictures(int count) {
        return IntStream.range(0, Math.ceilDiv(count, SHOTS_OF_A_SCENE))
                .parallel()
                .mapToObj(scene -> shots(scene, Math.min(SHOTS_OF_A_SCENE, count - scene * SHOTS_OF_A_SCENE)))
                .flatMap(List::stream)
                .toList();
    }

    /// Puts pictures into a folder, as `0.jpg` and so on.
    public static void shelve(List<ImageBytes> pictures, Path folder) throws IOException {
        for (var number = 0; number < pictures.size(); number++)
            Files.write(folder.resolve(number + ".jpg"), pictures.get(number).array());
    }

    private List<ImageBytes> shots(int scene, int count) {
        var photograph = Photograph.drawn(SEED + scene);
        var random = new Random(scene);
        return IntStream.range(0, count)
                .mapToObj(_ -> darkroom.jpeg(shot(photograph, random), Darkroom.USUAL))
                .toList();
    }

    private static Photograph shot(Photograph photograph, Random random) {
        var left = random.nextInt(photograph.size().width() - FRAME.width() + 1);
        var top = random.nextInt(photograph.size().height() - FRAME.height() + 1);
        return photograph.part(left, top, FRAME).of(Size.ONE_MEGAPIXEL);
    }
}
