package dev.halftone.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.app.web.SampleCatalog;
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
    private static final PhotoRenderer RENDERER = new PhotoRenderer(90, 120, Material.of(0xe4dfd7), 1.6);

    @Test
    void hasAllDrawnImagesInItsResources() throws IOException {
        var drawn = DrawDemoImages.all().keySet();

        try (var stored = Files.list(resources())) {
            assertThat(stored.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(drawn);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mug-cream.jpg", "lamp-navy.png", "vase-sand.jpg"})
    void hasUpToDateImagesInItsResources(String name) throws IOException {
        var drawing = Objects.requireNonNull(DrawDemoImages.all().get(name));

        var drawn = drawing.draw();

        assertThat(difference(drawn, Files.readAllBytes(resources().resolve(name))))
                .isLessThan(2);
    }

    @Test
    void addsTheSameGrainEachTime() {
        assertThat(pixels(RENDERER.render(MUG))).isEqualTo(pixels(RENDERER.render(MUG)));
    }

    @Test
    void writesRotatedJpegsWithAnExifOrientation() throws IOException {
        var file = ImageEncoder.ExifRotatedJpeg.encode(RENDERER.render(MUG));

        assertThat(file).startsWith(0xff, 0xd8, 0xff, 0xe1);
        assertThat(ImageIO.read(new ByteArrayInputStream(file)))
                .returns(120, BufferedImage::getWidth)
                .returns(90, BufferedImage::getHeight);
    }

    @Test
    void writesProgressiveJpegs() throws IOException {
        var baseline = ImageEncoder.jpeg(RENDERER.render(MUG));
        var progressive = ImageEncoder.progressiveJpeg(RENDERER.render(MUG));

        assertThat(frameMarkers(baseline)).containsExactly(0xc0);
        assertThat(frameMarkers(progressive)).containsExactly(0xc2);
    }

    @Test
    void rendersTransparentBackgrounds() throws IOException {
        var file = ImageEncoder.png(RENDERER.renderTransparent(MUG));

        var corner = ImageIO.read(new ByteArrayInputStream(file)).getRGB(0, 0);

        assertThat(corner >>> 24).isZero();
    }

    /// The start-of-frame markers (T.81 §B.1.1.3): C0 is baseline, C2 progressive.
    private static List<Integer> frameMarkers(byte[] jpeg) {
        return IntStream.range(0, jpeg.length - 1)
                .filter(i -> jpeg[i] == (byte) 0xff)
                .mapToObj(i -> jpeg[i + 1] & 0xff)
                .filter(List.of(0xc0, 0xc1, 0xc2)::contains)
                .toList();
    }

    private static double difference(byte[] one, byte[] other) throws IOException {
        var pixels = pixels(ImageIO.read(new ByteArrayInputStream(one)));
        var others = pixels(ImageIO.read(new ByteArrayInputStream(other)));
        assertThat(pixels).hasSameSizeAs(others);
        return IntStream.range(0, pixels.length)
                .map(i -> Math.abs((pixels[i] >> 8 & 255) - (others[i] >> 8 & 255)))
                .average()
                .orElseThrow();
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private static Path resources() {
        return Path.of(
                URI.create(SampleCatalog.class.getResource("/page/sample").toString()));
    }
}
