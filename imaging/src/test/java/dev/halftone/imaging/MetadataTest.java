package dev.halftone.imaging;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;
import static dev.halftone.imaging.TestImages.avif;
import static dev.halftone.imaging.TestImages.jpeg;
import static dev.halftone.imaging.TestImages.photo;
import static dev.halftone.imaging.TestImages.png;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.header.JpegSegments;
import dev.halftone.imaging.metadata.MetadataStripper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// EXIF, GPS, XMP, IPTC and comments are never published.
class MetadataTest {
    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"BMP", "HEIC"},
            mode = EnumSource.Mode.EXCLUDE)
    void removesMetadataFromEveryPublishedImage(ImageFormat format) {
        var source = TestImages.withMetadata(format, 10);
        assertThat(latin(source)).contains("GPS-SECRET");
        for (var wanted : Recipe.OutputFormat.values()) {
            for (var recipe : List.of(
                    new Recipe(50, 0, 0, wanted), new Recipe(100, 0, 0, wanted), new Recipe(50, 80, 80, wanted))) {
                var done = (Recompressed.Done) recompressor.recompress(source, recipe);

                assertThat(latin(done.bytes()))
                        .as("%s by %s", format, recipe)
                        .doesNotContain("SECRET", "xmpmeta", "Photoshop", "8BIM", "eXIf", "EXIF", "tIME");
                assertThat(TestImages.decode(done).getWidth()).isEqualTo(done.width());
            }
        }
    }

    @Test
    void dropsJfifThumbnail() {
        var stripped = jpeg(photo(32, 32), 80);
        var source = JpegFiles.withThumbnail(stripped);

        assertThat(source.size()).isGreaterThan(stripped.size());
        assertThat(without(source, ImageFormat.JPEG)).isEqualTo(stripped.array());
    }

    @Test
    void keepsProfileAndAdobeSegmentOfJpeg() {
        var source = JpegFiles.withProfile(
                JpegFiles.withSegment(
                        jpeg(photo(32, 32), 80), JpegSegments.Segment.APP14, ascii("Adobe\0\0\0\0\0\0\0")),
                new byte[99]);

        assertThat(without(source, ImageFormat.JPEG)).isEqualTo(source.array());
    }

    @Test
    void dropsXmpPhotoshopAndSecondImagesOfJpeg() {
        var stripped = jpeg(photo(32, 32), 80);
        var source = JpegFiles.withSegment(
                JpegFiles.withSegment(
                        JpegFiles.withSegment(stripped, 0xE1, ascii("http://ns.adobe.com/xap/1.0/\0<x/>")),
                        0xED,
                        ascii("Photoshop 3.0\0")),
                JpegSegments.Segment.APP2,
                ascii("MPF\0second picture behind the end"));

        assertThat(without(source, ImageFormat.JPEG)).isEqualTo(stripped.array());
    }

    @Test
    void dropsDataAfterTheEndOfJpegAndPng() {
        var jpeg = jpeg(photo(32, 32), 80);
        var png = png(photo(32, 32));
        var film = ascii("a film with its own GPS position");

        assertThat(without(new ImageBytes(concat(jpeg.array(), film)), ImageFormat.JPEG))
                .isEqualTo(jpeg.array());
        assertThat(without(new ImageBytes(concat(png.array(), film)), ImageFormat.PNG))
                .isEqualTo(png.array());
    }

    @Test
    void refusesToStripAvifWithUnresolvedItems() {
        var bytes = avif(photo(32, 32), 50).array().clone();
        var places = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("iloc");
        bytes[places] = 'x';

        assertThat(MetadataStripper.strip(new ImageBytes(bytes), ImageFormat.AVIF))
                .isEmpty();
    }

    @Test
    void refusesToStripAvifWithOverlappingMetadata() {
        var source = TestImages.withMetadata(ImageFormat.AVIF, 50);
        var overTheHeader = HeifFiles.withSecondItemAt(source, 8);
        var overThePicture = HeifFiles.withSecondItemAt(source, HeifFiles.firstItemOffset(source));

        assertThat(MetadataStripper.strip(source, ImageFormat.AVIF)).isPresent();
        assertThat(MetadataStripper.strip(overTheHeader, ImageFormat.AVIF)).isEmpty();
        assertThat(MetadataStripper.strip(overThePicture, ImageFormat.AVIF)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "PNG", "WEBP", "AVIF", "GIF"})
    void stripsTruncatedFilesWithoutError(ImageFormat format) {
        var whole = format == ImageFormat.GIF
                ? GifFiles.ofSide(4).comment("hello").frames(2).done()
                : TestImages.withMetadata(format, 50);
        for (var size = 0; size < Math.min(whole.size(), 2_000); size++) {
            var part = new ImageBytes(Arrays.copyOf(whole.array(), size));

            var stripped = MetadataStripper.strip(part, format);

            assertThat(stripped.map(ImageBytes::size).orElse(0)).isLessThanOrEqualTo(size);
        }
    }

    private static byte[] without(ImageBytes source, ImageFormat format) {
        return MetadataStripper.strip(source, format).orElseThrow().array();
    }

    private static String latin(ImageBytes bytes) {
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }
}
