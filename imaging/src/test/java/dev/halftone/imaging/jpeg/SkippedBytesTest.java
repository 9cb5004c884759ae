package dev.halftone.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.ImageFormat;
import dev.halftone.imaging.ImageLimits;
import dev.halftone.imaging.PathResult;
import dev.halftone.imaging.Recipe;
import dev.halftone.imaging.Recompressed.Done;
import dev.halftone.imaging.Recompressed.Refused;
import dev.halftone.imaging.Recompressor;
import dev.halftone.imaging.metadata.MetadataStripper;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bytes where only a marker may stand, as cameras and editors leave them. Decoders skip them, and so does every path:
/// the image is whole.
@Tag("slow")
class SkippedBytesTest {
    private static final Recipe HALF = new Recipe(50, 0, 0, Recipe.OutputFormat.KEEP);

    private final CoefficientPath path = new CoefficientPath(ImageLimits.defaults());
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @ParameterizedTest
    @EnumSource(
            names = {
                "BASELINE",
                "BASELINE_444",
                "BASELINE_GRAY",
                "RESTARTS",
                "RESTARTS_444",
                "NOT_INTERLEAVED",
                "PROGRESSIVE",
                "PROGRESSIVE_GRAY",
                "PROGRESSIVE_RESTARTS"
            })
    void readsTheSameCoefficients(SampleJpegs kind) {
        var source = kind.bytes();
        var expected = encoded(source).bytes();
        for (var length = 1; length <= 40; length++) {
            for (var bytes : junk(length))
                assertThat(encoded(withBytesBeforeMarkers(source, bytes))
                                .bytes()
                                .array())
                        .as("%d bytes, the first of them %d", length, bytes[0])
                        .isEqualTo(expected.array());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_GRAY", "RESTARTS_444", "NOT_INTERLEAVED", "PROGRESSIVE_RESTARTS"})
    void looksTheSameByEveryPath(SampleJpegs kind) {
        requireSame(kind.bytes());
    }

    @Test
    void looksTheSameInCmyk() {
        for (var options : List.of("Q=90", "Q=90,interlace=true", "Q=90,restart-interval=3"))
            requireSame(VipsJpegEncoder.cmyk(SyntheticPhoto.of(80, 64), options));
    }

    private void requireSame(ImageBytes source) {
        for (var recipe : recipes()) {
            var expected = done(source, recipe).bytes().array();
            for (var length : List.of(1, 40)) {
                for (var bytes : junk(length)) {
                    var done = done(withBytesBeforeMarkers(source, bytes), recipe);

                    assertThat(done.bytes().array())
                            .as("%s, %d bytes", recipe, length)
                            .isEqualTo(expected);
                }
            }
        }
    }

    /// A source that is smaller than the result is published without its metadata, and these bytes may be some.
    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "RESTARTS", "NOT_INTERLEAVED", "PROGRESSIVE", "PROGRESSIVE_RESTARTS"})
    void neverPublishesThem(SampleJpegs kind) {
        var secret = JpegEditor.ascii("GPS-SECRET");
        var sources = List.of(
                withBytesBeforeMarkers(kind.bytes(), secret),
                withBytesInPlaceOfEnd(kind.bytes(), secret),
                withBytesInPlaceOfEnd(kind.bytes(), JpegEditor.segment(Marker.APP1, secret)));
        for (var source : sources) {
            for (var kept : List.of(source, JpegEditor.asRgb(source)))
                assertThat(JpegEditor.text(done(kept, new Recipe(100, 0, 0, Recipe.OutputFormat.KEEP))
                                .bytes()))
                        .doesNotContain("SECRET");
        }
    }

    @Test
    void keepsSmallSourceWithoutThem() {
        var source = VipsJpegEncoder.coded(SyntheticPhoto.of(80, 64), "Q=20,trellis-quant=true,optimize-coding=true");
        var rgb = JpegEditor.asRgb(source);

        for (var sound : List.of(source, rgb))
            assertThat(done(sound, new Recipe(100, 0, 0, Recipe.OutputFormat.KEEP))
                            .bytes()
                            .array())
                    .isEqualTo(MetadataStripper.strip(sound, ImageFormat.JPEG)
                            .orElseThrow()
                            .array());
    }

    /// More rows of data than the frame header declares.
    @ParameterizedTest
    @EnumSource(names = {"BASELINE", "BASELINE_444", "BASELINE_GRAY", "RESTARTS"})
    void cropsToTheDeclaredHeight(SampleJpegs kind) {
        var source = kind.bytes();
        var lower = JpegEditor.changed(source, JpegEditor.frame(source).parametersStart() + 2, 48);
        for (var format : Recipe.OutputFormat.values())
            assertThat(done(lower, new Recipe(50, 0, 0, format)).height()).isEqualTo(48);
    }

    private static List<Recipe> recipes() {
        var recipes = new ArrayList<Recipe>();
        for (var format : Recipe.OutputFormat.values()) recipes.add(new Recipe(50, 0, 0, format));
        recipes.add(new Recipe(50, 40, 0, Recipe.OutputFormat.KEEP));
        return recipes;
    }

    // None of them contains a marker.
    private static List<byte[]> junk(int length) {
        var fill = new byte[length];
        Arrays.fill(fill, (byte) 0xFF);
        var stuffed = new byte[length];
        for (var i = 0; i < length; i += 2) stuffed[i] = (byte) 0xFF;
        return List.of(new byte[length], fill, stuffed, JpegEditor.ascii("x".repeat(length)));
    }

    /// After all segments, and all intervals between restarts.
    private static ImageBytes withBytesBeforeMarkers(ImageBytes jpeg, byte[] bytes) {
        var out = new ByteArrayOutputStream();
        var source = jpeg.array();
        for (var segment : JpegEditor.segments(jpeg)) {
            // What follows SOI tells a JPEG from other files.
            if (segment.start() > 2) out.writeBytes(bytes);
            var isCoded = segment.marker() == Marker.SOS;
            for (var i = segment.start(); i < segment.end(); i++) {
                if (isCoded && i > segment.start() && isRestart(source, i)) out.writeBytes(bytes);
                out.write(source[i]);
            }
        }
        return new ImageBytes(out.toByteArray());
    }

    private static boolean isRestart(byte[] jpeg, int at) {
        return jpeg[at] == (byte) 0xFF && (jpeg[at + 1] & 0xF8) == Marker.RST0;
    }

    private static ImageBytes withBytesInPlaceOfEnd(ImageBytes jpeg, byte[] bytes) {
        return JpegEditor.concat(Arrays.copyOf(jpeg.array(), jpeg.size() - 2), bytes);
    }

    private Done encoded(ImageBytes source) {
        return ((PathResult.Encoded) path.transcode(source, HALF)).done();
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return switch (recompressor.recompress(source, recipe)) {
            case Done done -> done;
            case Refused refused -> throw new AssertionError(recipe + ": " + refused);
        };
    }
}
