package dev.halftone.benchmarks.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.halftone.benchmarks.image.JpegCodec;
import dev.halftone.benchmarks.image.Photograph;
import dev.halftone.benchmarks.image.PhotographEncoder;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputComparisonTest {
    private final Libvips libvips = Libvips.load(Optional.empty());
    private final PhotographEncoder photographEncoder = new PhotographEncoder(libvips);
    private final Photograph photograph = Photograph.synthetic(1).resizedTo(new Photograph.Size(300, 200));
    private final List<ImageBytes> jpegs =
            List.of(photographEncoder.encodeJpeg(photograph, PhotographEncoder.TYPICAL_JPEG_OPTIONS));
    private final JpegCodec jpegCodec = new JpegCodec.LibvipsCodec(libvips);

    @Test
    void findsNoDifferenceBetweenCodecAndItself() throws IOException {
        var outputComparison = OutputComparison.of(jpegs, jpegCodec, jpegCodec);

        assertThat(outputComparison).isEqualTo(new OutputComparison(1, 0));
    }

    @Test
    void reportsSmallerSizeAndLowerPsnrForCoarserCodec() throws IOException {
        JpegCodec coarser = _ -> photographEncoder.encodeJpeg(photograph, "Q=40,subsample-mode=on");

        var outputComparison = OutputComparison.of(jpegs, coarser, jpegCodec);

        assertThat(outputComparison.sizeRatio()).isCloseTo(0.85, within(0.1));
        assertThat(outputComparison.psnrGain()).isCloseTo(-0.7, within(0.5));
    }

    @Test
    void rejectsImageOfAnotherSize() {
        JpegCodec cropping = _ -> photographEncoder.encodeJpeg(
                photograph.crop(0, 0, new Photograph.Size(299, 200)), PhotographEncoder.TYPICAL_JPEG_OPTIONS);

        assertThatIllegalStateException().isThrownBy(() -> OutputComparison.of(jpegs, cropping, jpegCodec));
    }

    @Test
    void rejectsDifferentImage() {
        JpegCodec replacing = _ -> photographEncoder.encodeJpeg(
                Photograph.synthetic(2).resizedTo(new Photograph.Size(300, 200)),
                PhotographEncoder.TYPICAL_JPEG_OPTIONS);

        assertThatIllegalStateException().isThrownBy(() -> OutputComparison.of(jpegs, replacing, jpegCodec));
    }

    @Test
    void rejectsImageWithFullChroma() {
        JpegCodec fullChroma = _ -> photographEncoder.encodeJpeg(photograph, "Q=50,subsample-mode=off");

        assertThatIllegalStateException().isThrownBy(() -> OutputComparison.of(jpegs, fullChroma, jpegCodec));
    }
}
