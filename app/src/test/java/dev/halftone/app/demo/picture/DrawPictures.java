package dev.halftone.app.demo.picture;

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

/// Draws all pictures of the demo, each in the format that its product needs to make the demo tell something.
final class DrawPictures {
    private static final double GRAIN = 1.6;
    private static final Surface WARM = Surface.of(0xe4dfd7);
    private static final Surface COOL = Surface.of(0xdde2e6);
    private static final Surface ROSE = Surface.of(0xe9dcd6);
    private static final Surface BLACK = Surface.of(0x3c4046);

    private DrawPictures() {}

    /// Writes the pictures into the folder that the first argument names.
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        for (var picture : all().entrySet())
            Files.write(folder.resolve(picture.getKey()), picture.getValue().draw());
    }

    /// How a file comes about.
    interface Drawing {
        byte[] draw() throws IOException;
    }

    /// The files by their names.
    static Map<String, Drawing> all() {
        var files = new TreeMap<String, Drawing>();
        files.put("mug-teal.jpg", () -> HeldUpright.jpeg(photo(1000, 1250, WARM, new Mug(Surface.of(0x5f8a8b)))));
        files.put("mug-cream.jpg", () -> PictureFormat.jpeg(photo(1100, 1000, ROSE, new Mug(Surface.of(0xe9e1d3)))));
        files.put("lamp-navy.png", () -> PictureFormat.png(cutOut(new Lamp(Surface.of(0x2f4858), 0))));
        files.put("lamp-navy-on-and-off.gif", () -> PictureFormat.gif(glowing(Surface.of(0x2f4858))));
        files.put(
                "chair-oak.jpg",
                () -> PictureFormat.progressiveJpeg(
                        photo(1000, 1300, COOL, new Chair(Surface.of(0xb98655), Surface.of(0x55627a)))));
        files.put(
                "chair-walnut.jpg",
                () -> PictureFormat.jpeg(
                        photo(1000, 1200, WARM, new Chair(Surface.of(0x7a5236), Surface.of(0xa3553f)))));
        files.put("bottle-orange.webp", () -> webp(photo(1000, 1200, COOL, new Bottle(Surface.of(0xd1603d)))));
        files.put(
                "bottle-green.jpg", () -> PictureFormat.jpeg(photo(900, 1200, WARM, new Bottle(Surface.of(0x4c7a5e)))));
        files.put(
                "sneaker-blue.jpg",
                () -> PictureFormat.progressiveJpeg(
                        photo(1200, 1000, WARM, new Sneaker(Surface.of(0x4f6d8f), Surface.of(0xe4b04a)))));
        files.put(
                "sneaker-red.jpg",
                () -> HeldUpright.jpeg(
                        photo(1200, 1000, COOL, new Sneaker(Surface.of(0xa8443c), Surface.of(0xd9d4c7)))));
        files.put(
                "backpack-olive.jpg",
                () -> PictureFormat.jpeg(photo(1000, 1100, ROSE, new Backpack(Surface.of(0x5a6b4f)))));
        files.put("backpack-black.jpg", () -> PictureFormat.jpeg(photo(1000, 1100, WARM, new Backpack(BLACK))));
        files.put(
                "vase-sand.jpg",
                () -> PictureFormat.progressiveJpeg(
                        photo(1000, 1200, COOL, new Vase(Surface.of(0xe3d8c8), Surface.of(0x7d8f5a)))));
        return files;
    }

    private static BufferedImage photo(int width, int height, Surface paper, Subject subject) {
        return new Studio(width, height, paper, GRAIN).photograph(subject);
    }

    private static BufferedImage cutOut(Subject subject) {
        return new Studio(900, 900, WARM, 0).cutOut(subject);
    }

    /// A lamp that is switched on and off, softly. Without grain: a GIF has few colours to spare.
    private static List<BufferedImage> glowing(Surface paint) {
        var studio = new Studio(420, 420, COOL, 0);
        return DoubleStream.of(0, .2, .45, .7, .9, 1, 1, .9, .7, .45, .2, 0)
                .mapToObj(glow -> studio.photograph(new Lamp(paint, glow)))
                .toList();
    }

    /// The JDK cannot write WebP; the program that is demonstrated can.
    private static byte[] webp(BufferedImage picture) throws IOException {
        var recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());
        var png = new ImageBytes(PictureFormat.png(picture));
        return switch (recompressor.recompress(png, new Recipe(90, 0, 0, Recipe.OutputFormat.WEBP))) {
            case Done done -> done.bytes().array();
            case Refused refused -> throw new IllegalStateException(refused.message());
        };
    }
}
