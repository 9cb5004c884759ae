package dev.halftone.bench.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.halftone.bench.codec.Codec;
import dev.halftone.bench.codec.LibvipsAlone;
import dev.halftone.bench.picture.Darkroom;
import dev.halftone.bench.picture.Photograph;
import dev.halftone.bench.picture.Size;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.vips.Libvips;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Libvips libvips = Libvips.load(Optional.empty());
    private final Darkroom darkroom = new Darkroom(libvips);
    private final Photograph photograph = Photograph.drawn(1).of(new Size(300, 200));
    private final List<ImageBytes> jpegs = List.of(darkroom.jpeg(photograph, Darkroom.USUAL));
    private final Codec codec = new LibvipsAlone(libvips);

    @Test
    void findsNoDifferenceBetweenACodecAndItself() throws IOException {
        var comparison = Comparison.of(jpegs, codec, codec);

        assertThat(comparison).isEqualTo(new Comparison(1, 0));
    }

    @Test
    void findsACoarserCodecSmallerAndFartherFromTheSource() throws IOException {
        Codec coarser = _ -> darkroom.jpeg(photograph, "Q=40,subsample-mode=on");

        var comparison = Comparison.of(jpegs, coarser, codec);

        assertThat(comparison.size()).isCloseTo(0.85, within(0.1));
        assertThat(comparison.psnr()).isCloseTo(-0.7, within(0.5));
    }

    @Test
    void takesNoPictureOfAnotherSize() {
        Codec cutter = _ -> darkroom.jpeg(photograph.part(0, 0, new Size(299, 200)), Darkroom.USUAL);

        assertThatIllegalStateException().isThrownBy(() -> Comparison.of(jpegs, cutter, codec));
    }

    @Test
    void takesNoPictureOfSomethingElse() {
        Codec forger = _ -> darkroom.jpeg(Photograph.drawn(2).of(new Size(300, 200)), Darkroom.USUAL);

        assertThatIllegalStateException().isThrownBy(() -> Comparison.of(jpegs, forger, codec));
    }

    @Test
    void takesNoPictureWhoseChromaWasNotHalved() {
        Codec lazy = _ -> darkroom.jpeg(photograph, "Q=50,subsample-mode=off");

        assertThatIllegalStateException().isThrownBy(() -> Comparison.of(jpegs, lazy, codec));
    }
}
