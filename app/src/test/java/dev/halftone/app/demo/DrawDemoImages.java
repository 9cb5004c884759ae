package dev.halftone.app.demo;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.Recompressor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/// Draws all images of the demo. Their formats differ, so that the demo shows how Halftone treats each of them.
final class DrawDemoImages {
    private static final double GRAIN = 1.6;
    private static final Material WARM = Material.of(0xe4dfd7);
    private static final Material COOL = Material.of(0xdde2e6);
    private static final Material ROSE = Material.of(0xe9dcd6);
    private static final Material BLACK = Material.of(0x3c4046);

    private DrawDemoImages() {}

    /// Writes the images to the folder given as the first argument.
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        for (var drawing : all().entrySet())
            Files.write(folder.resolve(drawing.getKey()), drawing.getValue().draw());
    }

    /// Draws and encodes one file.
    interface Drawing {
        byte[] draw() throws IOException;
    }

    /// The drawings by file name.
    static Map<String, Drawing> all() {
        var files = new TreeMap<String, Drawing>();
        files.put(
                "mug-teal.jpg",
                () -> ImageEncoder.ExifRotatedJpeg.encode(photo(1000, 1250, WARM, new Mug(Material.of(0x5f8a8b)))));
        files.put("mug-cream.jpg", () -> ImageEncoder.jpeg(photo(1100, 1000, ROSE, new Mug(Material.of(0xe9e1d3)))));
        files.put("lamp-navy.png", () -> ImageEncoder.png(transparent(new Lamp(Material.of(0x2f4858), 0))));
        files.put("lamp-navy-on-and-off.gif", () -> ImageEncoder.gif(animatedLamp(Material.of(0x2f4858))));
        files.put(
                "chair-oak.jpg",
                () -> ImageEncoder.progressiveJpeg(
                        photo(1000, 1300, COOL, new Chair(Material.of(0xb98655), Material.of(0x55627a)))));
        files.put(
                "chair-walnut.jpg",
                () -> ImageEncoder.jpeg(
                        photo(1000, 1200, WARM, new Chair(Material.of(0x7a5236), Material.of(0xa3553f)))));
        files.put("bottle-orange.webp", () -> webp(photo(1000, 1200, COOL, new Bottle(Material.of(0xd1603d)))));
        files.put(
                "bottle-green.jpg", () -> ImageEncoder.jpeg(photo(900, 1200, WARM, new Bottle(Material.of(0x4c7a5e)))));
        files.put(
                "sneaker-blue.jpg",
                () -> ImageEncoder.progressiveJpeg(
                        photo(1200, 1000, WARM, new Sneaker(Material.of(0x4f6d8f), Material.of(0xe4b04a)))));
        files.put(
                "sneaker-red.jpg",
                () -> ImageEncoder.ExifRotatedJpeg.encode(
                        photo(1200, 1000, COOL, new Sneaker(Material.of(0xa8443c), Material.of(0xd9d4c7)))));
        files.put(
                "backpack-olive.jpg",
                () -> ImageEncoder.jpeg(photo(1000, 1100, ROSE, new Backpack(Material.of(0x5a6b4f)))));
        files.put("backpack-black.jpg", () -> ImageEncoder.jpeg(photo(1000, 1100, WARM, new Backpack(BLACK))));
        files.put(
                "vase-sand.jpg",
                () -> ImageEncoder.progressiveJpeg(
                        photo(1000, 1200, COOL, new Vase(Material.of(0xe3d8c8), Material.of(0x7d8f5a)))));
        return files;
    }

    private static BufferedImage photo(int width, int height, Material paper, PhotoRenderer.Product product) {
        return new PhotoRenderer(width, height, paper, GRAIN).render(product);
    }

    private static BufferedImage transparent(PhotoRenderer.Product product) {
        return new PhotoRenderer(900, 900, WARM, 0).renderTransparent(product);
    }

    /// A lamp that fades on and off. It has no grain, because a GIF has only 256 colors.
    private static List<BufferedImage> animatedLamp(Material paint) {
        var photoRenderer = new PhotoRenderer(420, 420, COOL, 0);
        return DoubleStream.of(0, .2, .45, .7, .9, 1, 1, .9, .7, .45, .2, 0)
                .mapToObj(glow -> photoRenderer.render(new Lamp(paint, glow)))
                .toList();
    }

    /// The JDK cannot write WebP, so Halftone does.
    private static byte[] webp(BufferedImage image) throws IOException {
        var recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());
        var png = new ImageBytes(ImageEncoder.png(image));
        return switch (recompressor.recompress(png, new Recipe(90, 0, 0, Recipe.OutputFormat.WEBP))) {
            case Done done -> done.bytes().array();
            case Refused refused -> throw new IllegalStateException(refused.message());
        };
    }
}
