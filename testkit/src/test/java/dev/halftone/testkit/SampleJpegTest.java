package dev.halftone.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class SampleJpegTest {

    @Test
    void encodesAJpegOfTheGivenSize() throws IOException {
        var jpeg = SampleJpeg.bytes(30, 20, 1);

        assertThat(jpeg).startsWith(0xff, 0xd8, 0xff);
        assertThat(ImageIO.read(new ByteArrayInputStream(jpeg)))
                .returns(30, BufferedImage::getWidth)
                .returns(20, BufferedImage::getHeight);
    }

    @Test
    void repeatsTheBytesForTheSameSeedOnly() {
        assertThat(SampleJpeg.bytes(7)).isEqualTo(SampleJpeg.bytes(7)).isNotEqualTo(SampleJpeg.bytes(8));
    }
}
