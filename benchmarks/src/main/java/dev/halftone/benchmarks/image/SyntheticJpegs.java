package dev.halftone.benchmarks.image;

import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// The pictures of a shop: JPEGs of a megapixel, baseline, 4:2:0, no two the same.
public final class SyntheticJpegs {
    private static final long SEED = 20260101;

    // A scene takes a second to draw, so that shots are taken of each from many places.
    private static final int CROPS_PER_PHOTOGRAPH = 25;
    private static final Photograph.Size CROP_SIZE =
            new Photograph.Size(2 * Photograph.Size.ONE_MEGAPIXEL.width(), 2 * Photograph.Size.ONE_MEGAPIXEL.height());

    private final PhotographEncoder photographEncoder;

    public SyntheticJpegs(PhotographEncoder photographEncoder) {
        this.photographEncoder = photographEncoder;
    }

    /// So many; always the same ones.
    public List<ImageBytes> generate(int count) {
        return IntStream.range(0, Math.ceilDiv(count, CROPS_PER_PHOTOGRAPH))
                .parallel()
                .mapToObj(scene -> crops(scene, Math.min(CROPS_PER_PHOTOGRAPH, count - scene * CROPS_PER_PHOTOGRAPH)))
                .flatMap(List::stream)
                .toList();
    }

    /// Puts pictures into a folder, as `0.jpg` and so on.
    public static void writeTo(List<ImageBytes> pictures, Path folder) throws IOException {
        for (var number = 0; number < pictures.size(); number++)
            Files.write(folder.resolve(number + ".jpg"), pictures.get(number).array());
    }

    private List<ImageBytes> crops(int scene, int count) {
        var photograph = Photograph.synthetic(SEED + scene);
        var random = new Random(scene);
        return IntStream.range(0, count)
                .mapToObj(_ -> photographEncoder.encodeJpeg(
                        randomCrop(photograph, random), PhotographEncoder.TYPICAL_JPEG_OPTIONS))
                .toList();
    }

    private static Photograph randomCrop(Photograph photograph, Random random) {
        var left = random.nextInt(photograph.size().width() - CROP_SIZE.width() + 1);
        var top = random.nextInt(photograph.size().height() - CROP_SIZE.height() + 1);
        return photograph.crop(left, top, CROP_SIZE).resizedTo(Photograph.Size.ONE_MEGAPIXEL);
    }
}
