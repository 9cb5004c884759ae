package dev.halftone.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.cli.DemoCatalog;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoImagesTest {
    private static final PhotoRenderer.Product MUG = new Mug(Material.of(0x5f8a8b));
    private static final PhotoRenderer STUDIO = new PhotoRenderer(90, 120, Material.of(0xe4dfd7), 1.6);

    @Test
    void keepsAllPicturesThatAreDrawn() throws IOException {
        var drawn = DrawDemoImages.all().keySet();

        try (var kept = Files.list(resources())) {
            assertThat(kept.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(drawn);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mug-cream.jpg", "lamp-navy.png", "vase-sand.jpg"})
    void keepsThePicturesAsTheyAreDrawn(String name) throws IOException {
        var drawing = Objects.requireNonNull(DrawDemoImages.all().get(name));

        var drawn = drawing.draw();

        assertThat(difference(drawn, Files.readAllBytes(resources().resolve(name))))
                .isLessThan(2);
    }

    @Test
    void drawsTheSameGrainEveryTime() {
        assertThat(pixels(STUDIO.render(MUG))).isEqualTo(pixels(STUDIO.render(MUG)));
    }

    @Test
    void writesPicturesOfAPhoneHeldUprightOnTheirSide() throws IOException {
        var file = ImageEncoder.ExifRotatedJpeg.encode(STUDIO.render(MUG));

        assertThat(file).startsWith(0xff, 0xd8, 0xff, 0xe1);
        assertThat(ImageIO.read(new ByteArrayInputStream(file)))
                .returns(120, BufferedImage::getWidth)
                .returns(90, BufferedImage::getHeight);
    }

    @Test
    void writesProgressiveJpegs() throws IOException {
        var baseline = ImageEncoder.jpeg(STUDIO.render(MUG));
        var progressive = ImageEncoder.progressiveJpeg(STUDIO.render(MUG));

        assertThat(startsOfFrame(baseline)).containsExactly(0xc0);
        assertThat(startsOfFrame(progressive)).containsExactly(0xc2);
    }

    @Test
    void cutsOutWithAlpha() throws IOException {
        var file = ImageEncoder.png(STUDIO.renderTransparent(MUG));

        var corner = ImageIO.read(new ByteArrayInputStream(file)).getRGB(0, 0);

        assertThat(corner >>> 24).isZero();
    }

    /// The frame headers among the markers (T.81 B.1.1.3): C0 is baseline, C2 progressive.
    private static List<Integer> startsOfFrame(byte[] jpeg) {
        return IntStream.range(0, jpeg.length - 1)
                .filter(at -> jpeg[at] == (byte) 0xff)
                .mapToObj(at -> jpeg[at + 1] & 0xff)
                .filter(List.of(0xc0, 0xc1, 0xc2)::contains)
                .toList();
    }

    private static double difference(byte[] one, byte[] other) throws IOException {
        var pixels = pixels(ImageIO.read(new ByteArrayInputStream(one)));
        var others = pixels(ImageIO.read(new ByteArrayInputStream(other)));
        assertThat(pixels).hasSameSizeAs(others);
        return IntStream.range(0, pixels.length)
                .map(at -> Math.abs((pixels[at] >> 8 & 255) - (others[at] >> 8 & 255)))
                .average()
                .orElseThrow();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static Path resources() {
        return Path.of(URI.create(DemoCatalog.class.getResource("demo-images").toString()));
    }
}
