package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.vips.Libheif;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Photos of phones, which can be read where the system's libheif can. The two files here were coded with x265.
class HeicTest {
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void becomesAJpeg() {
        assumeTrue(Libheif.find().isPresent(), "no libheif with an HEVC decoder is installed");

        var done = (Done) recompressor.recompress(heic("corners"), Recipe.defaults());

        assertThat(done.format()).isEqualTo(ImageFormat.JPEG);
        assertThat(done.width()).isEqualTo(64);
        assertThat(Pictures.decoded(done).getRGB(8, 8) >> 16 & 0xFF).isGreaterThan(200);
    }

    @Test
    void becomesAPngWhereItIsTransparent() {
        assumeTrue(Libheif.find().isPresent(), "no libheif with an HEVC decoder is installed");

        var done = (Done) recompressor.recompress(heic("cut-out"), new Recipe(50, 32, 0, OutputFormat.KEEP));

        assertThat(done.format()).isEqualTo(ImageFormat.PNG);
        assertThat(done.width()).isEqualTo(32);
        assertThat(Pictures.decoded(done).getRGB(4, 4) >>> 24).isLessThan(16);
    }

    @Test
    void endsHonestlyWhenDamaged() {
        assumeTrue(Libheif.find().isPresent(), "no libheif with an HEVC decoder is installed");
        var chance = new Random(2);
        var source = heic("corners").array();
        for (var round = 0; round < 200; round++) {
            var damaged = source.clone();
            damaged[16 + chance.nextInt(damaged.length - 16)] = (byte) chance.nextInt(256);

            var recompressed = recompressor.recompress(new ImageBytes(damaged), Recipe.defaults());

            assertThat(recompressed).isNotNull();
        }
    }

    @Test
    void isCorruptOrUnsupportedWhenTruncated() {
        var source = heic("corners").array();
        var half = new ImageBytes(Arrays.copyOf(source, source.length / 2));

        var refused = (Refused) recompressor.recompress(half, Recipe.defaults());

        assertThat(refused.reason()).isIn(Reason.CORRUPT_IMAGE, Reason.UNSUPPORTED_FORMAT);
    }

    private static ImageBytes heic(String name) {
        try (var in = HeicTest.class.getResourceAsStream(name + ".heic")) {
            if (in == null) throw new IllegalArgumentException(name);
            return new ImageBytes(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
