package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.TestImages.photo;
import static dev.halftone.imaging.TestImages.png;
import static dev.halftone.imaging.TestImages.withMetadata;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.header.Bytes;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An image that would not become smaller is published unchanged, except for its metadata.
class NeverLargerTest {
    private static final Recipe FINE = new Recipe(100, 0, 0, Recipe.OutputFormat.KEEP);
    private static final BufferedImage PHOTO = photo(160, 120);

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @Test
    void publishesJpegUnchangedExceptMetadata() {
        var stripped = TestImages.withLibvips(
                PHOTO, vipsImage -> vipsImage.save("jpegsave_buffer", "Q=20,trellis-quant=true,keep=none"));
        var source = JpegFiles.withSegment(JpegFiles.withOrientation(stripped, 1), 0xFE, ascii("made by nobody"));

        var done = done(source, FINE);

        assertThat(done.bytes().array()).isEqualTo(stripped.array());
    }

    @Test
    void publishesPngUnchangedExceptMetadata() {
        var stripped = png(new BufferedImage(160, 120, BufferedImage.TYPE_BYTE_BINARY));
        var source = PngFiles.withChunk(
                PngFiles.withChunk(stripped, "tEXt", ascii("Author\0nobody")), "eXIf", ascii("MM\0*"));

        var done = done(source, FINE);

        assertThat(done.bytes().array()).isEqualTo(stripped.array());
    }

    @Test
    void publishesWebpWithoutMetadata() {
        var source = withMetadata(ImageFormat.WEBP, 10);

        var done = done(source, FINE);

        assertThat(text(source)).contains("GPS-SECRET");
        assertThat(text(done.bytes())).doesNotContain("GPS-SECRET", "EXIF");
        assertThat(TestImages.decode(done).getWidth()).isEqualTo(160);
    }

    @Test
    void publishesGifUnchangedExceptComments() {
        var stripped = done(TestImages.encode(PHOTO, "gif"), FINE).bytes();
        var source = GifFiles.withComment(stripped, "made by nobody");

        var done = done(source, FINE);

        assertThat(done.bytes().array()).isEqualTo(stripped.array());
    }

    @Test
    void blanksMetadataOfAvif() {
        var source = withMetadata(ImageFormat.AVIF, 10);

        var done = done(source, FINE);

        assertThat(text(source)).contains("GPS-SECRET");
        assertThat(text(done.bytes())).doesNotContain("GPS-SECRET");
        assertThat(done.bytes().size()).isEqualTo(source.size());
        assertThat(TestImages.decode(done).getWidth()).isEqualTo(160);
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return (Done) recompressor.recompress(source, recipe);
    }

    private static String text(ImageBytes bytes) {
        return new Bytes(bytes.array()).text(0, bytes.size());
    }
}
