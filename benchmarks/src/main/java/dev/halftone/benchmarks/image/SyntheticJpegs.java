package dev.halftone.benchmarks.image;

import dev.halftone.imaging.ImageBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Generates the images of an online store: baseline JPEGs of one megapixel, 4:2:0, all different.
public final class SyntheticJpegs {
    private static final long SEED = 20260101;

    // A scene takes a second to draw, so we take many crops of each.
    private static final int CROPS_PER_PHOTOGRAPH = 25;
    private static final Photograph.Size CROP_SIZE =
            new Photograph.Size(2 * Photograph.Size.ONE_MEGAPIXEL.width(), 2 * Photograph.Size.ONE_MEGAPIXEL.height());

    private final PhotographEncoder photographEncoder;

    public SyntheticJpegs(PhotographEncoder photographEncoder) {
        this.photographEncoder = photographEncoder;
    }

    /// Generates `count` JPEGs, always the same ones.
    public List<ImageBytes> generate(int count) {
        return IntStream.range(0, Math.ceilDiv(count, CROPS_PER_PHOTOGRAPH))
                .parallel()
                .mapToObj(scene -> crops(scene, Math.min(CROPS_PER_PHOTOGRAPH, count - scene * CROPS_PER_PHOTOGRAPH)))
                .flatMap(List::stream)
                .toList();
    }

    /// Writes images to a folder as `0.jpg`, `1.jpg` and so on.
    public static void writeTo(List<ImageBytes> images, Path folder) throws IOException {
        for (var number = 0; number < images.size(); number++)
            Files.write(folder.resolve(number + ".jpg"), images.get(number).array());
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
