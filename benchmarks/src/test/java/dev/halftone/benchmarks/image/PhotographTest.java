package dev.halftone.benchmarks.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.vips.Libvips;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotographTest {
    @TempDir
    private Path folder;

    @Test
    void scalesLargerPhotographDown() {
        var photograph = new Photograph(image(1000, 900)).resizedTo(new Photograph.Size(120, 80));

        assertThat(photograph.size()).isEqualTo(new Photograph.Size(120, 80));
    }

    @Test
    void mirrorsSmallerPhotograph() {
        var image = image(2, 1);
        image.setRGB(1, 0, 0xFFFFFF);

        var photograph = new Photograph(image).resizedTo(new Photograph.Size(6, 1));

        assertThat(photograph.pixels().getRGB(0, 0, 6, 1, null, 0, 6))
                .containsExactly(0xFF000000, -1, -1, 0xFF000000, 0xFF000000, -1);
    }

    @Test
    void isEmptyForFileThatIsNotAnImage() throws IOException {
        var file = Files.writeString(folder.resolve("readme.txt"), "not an image");

        assertThat(Photograph.read(file)).isEmpty();
    }

    @Test
    void drawnPhotographCompressesLikeARealOne() {
        var photographEncoder = new PhotographEncoder(Libvips.load(Optional.empty()));
        var photograph = Photograph.synthetic(7);

        var jpeg = photographEncoder.encodeJpeg(photograph, PhotographEncoder.TYPICAL_JPEG_OPTIONS);

        assertThat(8.0 * jpeg.size() / photograph.size().pixelCount()).isBetween(0.9, 1.4);
    }

    private static BufferedImage image(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }
}
