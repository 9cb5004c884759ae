package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.vips.Libheif;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Photos of phones, which are decoded where the system has libheif. The two files were encoded with x265.
class HeicTest {
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void convertsHeicToJpeg() {
        assumeTrue(Libheif.find().isPresent(), "no libheif with an HEVC decoder is installed");

        var done = (Done) recompressor.recompress(FuzzSeed.HEIC.bytes(), Recipe.defaults());

        assertThat(done.format()).isEqualTo(ImageFormat.JPEG);
        assertThat(done.width()).isEqualTo(64);
        assertThat(TestImages.decode(done).getRGB(8, 8) >> 16 & 0xFF).isGreaterThan(200);
    }

    @Test
    void convertsTransparentHeicToPng() {
        assumeTrue(Libheif.find().isPresent(), "no libheif with an HEVC decoder is installed");

        var done = (Done) recompressor.recompress(
                FuzzSeed.resource("cut-out.heic"), new Recipe(50, 32, 0, Recipe.OutputFormat.KEEP));

        assertThat(done.format()).isEqualTo(ImageFormat.PNG);
        assertThat(done.width()).isEqualTo(32);
        assertThat(TestImages.decode(done).getRGB(4, 4) >>> 24).isLessThan(16);
    }

    @Test
    void refusesTruncatedHeicAsCorruptOrUnsupported() {
        var source = FuzzSeed.HEIC.bytes();
        var half = FileMutator.firstHalf(source);

        var refused = (Refused) recompressor.recompress(half, Recipe.defaults());

        assertThat(refused.reason()).isIn(Reason.CORRUPT_IMAGE, Reason.UNSUPPORTED_FORMAT);
    }
}
