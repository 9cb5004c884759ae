package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.OutputFormat;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.jpeg.Requantised.Declined;
import dev.halftone.imaging.jpeg.Requantised.Done;
import dev.halftone.imaging.jpeg.Requantised.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What this path leaves to the other, and says why.
class DecliningTest {
    private static final Recipe HALF = new Recipe(50, 0, 0, OutputFormat.KEEP);

    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());

    @ParameterizedTest
    @CsvSource({"175,0", "0,143", "100,100"})
    void declinesWhatMustBecomeSmallerInPixels(int maxWidth, int maxHeight) {
        var recipe = new Recipe(50, maxWidth, maxHeight, OutputFormat.KEEP);

        assertThat(path.requantise(Sources.BASELINE.bytes(), recipe)).isEqualTo(new Declined(Reason.RESIZE));
    }

    @Test
    void measuresAPictureAsItIsToBeSeen() {
        var lying = Jpegs.lying(Sources.BASELINE.bytes(), 6);

        assertThat(path.requantise(lying, new Recipe(50, 144, 176, OutputFormat.KEEP)))
                .isInstanceOf(Done.class);
        assertThat(path.requantise(lying, new Recipe(50, 176, 144, OutputFormat.KEEP)))
                .isEqualTo(new Declined(Reason.RESIZE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
    void declinesLosslessHierarchicalAndArithmeticCoding(int frame) {
        var source = Sources.BASELINE.bytes();

        assertThat(requantise(Jpegs.changed(source, Jpegs.frame(source).start() + 1, frame)))
                .isEqualTo(new Declined(Reason.CODING));
    }

    @Test
    void declinesTwelveBits() {
        var source = Sources.BASELINE.bytes();

        assertThat(requantise(Jpegs.changed(source, Jpegs.frame(source).parameters(), 12)))
                .isEqualTo(new Declined(Reason.PRECISION));
    }

    @Test
    void declinesAHeightThatIsToldLater() {
        assertThat(requantise(Jpegs.claiming(Sources.BASELINE.bytes(), 176, 0))).isEqualTo(new Declined(Reason.HEIGHT));
    }

    @Test
    void declinesCmyk() {
        var cmyk = VipsJpegs.cmyk(Photo.of(64, 64));

        assertThat(requantise(cmyk)).isEqualTo(new Declined(Reason.COLOURS));
    }

    @Test
    void declinesRgbWhetherAdobeOrTheComponentsSaySo() {
        var plain = withoutJfif(Sources.BASELINE.bytes());
        var adobe = Jpegs.with(plain, Marker.APP14, Jpegs.ascii("Adobe\0d\0\0\0\0\0"));
        var named = named(plain, "RGB");

        assertThat(requantise(adobe)).isEqualTo(new Declined(Reason.COLOURS));
        assertThat(requantise(named)).isEqualTo(new Declined(Reason.COLOURS));
        assertThat(requantise(plain)).isInstanceOf(Done.class);
    }

    @Test
    void believesJfifMoreThanAdobe() {
        var source = Jpegs.with(Sources.BASELINE.bytes(), Marker.APP14, Jpegs.ascii("Adobe\0d\0\0\0\0\0"));

        assertThat(requantise(source)).isInstanceOf(Done.class);
    }

    @Test
    void declinesFramesOfAMotionJpeg() {
        var source = Sources.BASELINE.bytes();
        var tables = Jpegs.first(source, Marker.DHT);
        // A comment in the tables' place.
        var without = Jpegs.changed(source, tables.start() + 1, 0xFE);

        assertThat(requantise(without)).isEqualTo(new Declined(Reason.HUFFMAN_TABLES));
    }

    private static ImageBytes withoutJfif(ImageBytes source) {
        return Jpegs.changed(source, Jpegs.first(source, Marker.APP0).start() + 1, 0xFE);
    }

    private static ImageBytes named(ImageBytes source, String names) {
        var named = source;
        for (var segment : Jpegs.segments(source)) {
            for (var i = 0; i < names.length(); i++) {
                if (segment.isFrame()) named = Jpegs.changed(named, segment.parameters() + 6 + 3 * i, names.charAt(i));
                if (segment.marker() == Marker.SOS)
                    named = Jpegs.changed(named, segment.parameters() + 1 + 2 * i, names.charAt(i));
            }
        }
        return named;
    }

    private Requantised requantise(ImageBytes source) {
        return path.requantise(source, HALF);
    }
}
