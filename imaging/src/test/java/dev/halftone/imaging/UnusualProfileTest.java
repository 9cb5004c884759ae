package dev.halftone.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halftone.imaging.Recompressed.Done;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// ICC profiles that break the rules of ICC.1:2022 clause 7. Which of them browsers obey was tried in Chromium 156.
@Tag("slow")
class UnusualProfileTest {
    private static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    private static final byte[] SRGB =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    private static final byte[] GRAY =
            ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    private final Recompressor recompressor = Recompressor.open(ImageLimits.defaults(), Optional.empty());

    /// Half of the light is 188 in sRGB.
    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "PNG", "WEBP", "AVIF", "TIFF"})
    void looksTheSameIfBrowsersObeyIt(ImageFormat format) {
        obeyed().forEach((name, profile) -> {
            var source = withProfile(format, profile);
            for (var recipe : recipes()) {
                var done = done(source, recipe);

                requireObeyed(done, profile, format + ", " + name + ", " + recipe);
            }
        });
    }

    // The source's own profile is obeyed as in the source.
    private static void requireObeyed(Done done, byte[] profile, String name) {
        if (latin(done.bytes().array()).contains(latin(profile))) return;
        assertThat(levelInSrgb(done)).as(name).isBetween(184, 192);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ImageFormat.class,
            names = {"JPEG", "PNG", "WEBP", "TIFF"})
    void looksTheSameIfBrowsersIgnoreIt(ImageFormat format) {
        ignored().forEach((name, profile) -> {
            var source = withProfile(format, profile);
            for (var recipe : recipes()) {
                var done = done(source, recipe);

                requireIgnored(done, format + ", " + name + ", " + recipe);
            }
        });
    }

    @Test
    void obeysRgbProfileOfGrayJpeg() {
        var gray = new BufferedImage(64, 32, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) gray.getRaster().getDataBuffer()).getData(), (byte) 128);
        var source = JpegFiles.withProfile(TestImages.jpeg(gray, 95), LINEAR);
        for (var recipe : recipes()) requireObeyed(done(source, recipe), LINEAR, recipe.toString());
    }

    /// Its segments are put in order by their numbers.
    @Test
    void obeysProfileInSegmentsOfAnyOrder() {
        var half = LINEAR.length / 2;
        var first = Arrays.copyOf(LINEAR, half);
        var second = Arrays.copyOfRange(LINEAR, half, LINEAR.length);
        var source = ofHalf();
        for (var jpeg : List.of(
                withSegment(withSegment(source, 2, 2, second), 1, 2, first),
                withSegment(withSegment(source, 1, 2, first), 2, 2, second))) {
            for (var recipe : recipes())
                assertThat(levelInSrgb(done(jpeg, recipe))).as("%s", recipe).isBetween(184, 192);
        }
    }

    @Test
    void obeysFirstOfTwoProfiles() {
        var source = withSegment(withSegment(ofHalf(), 1, 1, SRGB), 1, 1, LINEAR);
        for (var recipe : recipes()) requireObeyed(done(source, recipe), LINEAR, recipe.toString());
    }

    @Test
    void ignoresProfileWithMissingOrContradictorySegments() {
        var source = ofHalf();
        for (var jpeg : List.of(
                withSegment(source, 1, 2, LINEAR),
                withSegment(source, 2, 1, LINEAR),
                withSegment(source, 0, 1, LINEAR),
                withSegment(withSegment(source, 1, 2, LINEAR), 1, 2, LINEAR),
                withSegment(withSegment(source, 1, 2, LINEAR), 2, 3, LINEAR))) {
            for (var recipe : recipes()) requireIgnored(done(jpeg, recipe), recipe.toString());
        }
    }

    private static Map<String, byte[]> obeyed() {
        var profiles = new TreeMap<String, byte[]>();
        for (var more = 0; more <= 5; more++) {
            var longer = Arrays.copyOf(LINEAR, LINEAR.length + more);
            for (var version : new int[] {0x02400000, 0x04300000}) {
                var versioned = with(longer, 8, version);
                profiles.put(more + " bytes behind its size, " + version, versioned);
                profiles.put(more + " bytes more, " + version, with(versioned, 0, longer.length));
            }
        }
        profiles.put("10,000 bytes behind its size", Arrays.copyOf(LINEAR, 10_000));
        for (var intent : new int[] {1, 2, 3, 4, 0x01000000, 0x03000000, 0xFFFF, -1})
            profiles.put("intent " + intent, with(LINEAR, 64, intent));
        for (var name : List.of("scnr", "prtr", "spac", "link", "abst", "nmcl", "????", "\0\0\0\0"))
            profiles.put(
                    "class " + name,
                    with(LINEAR, 12, ByteBuffer.wrap(JpegFiles.ascii(name)).getInt()));
        profiles.put("all flags", with(LINEAR, 44, -1));
        profiles.put("no version", with(LINEAR, 8, 0));
        profiles.put("some of the reserved bytes", with(LINEAR, 124, -1));
        return profiles;
    }

    private static Map<String, byte[]> ignored() {
        var profiles = new TreeMap<String, byte[]>();
        profiles.put("no signature", with(LINEAR, 36, 0));
        profiles.put(
                "another space of connection",
                with(LINEAR, 20, ByteBuffer.wrap(JpegFiles.ascii("CMYK")).getInt()));
        profiles.put("size of nothing", with(LINEAR, 0, 0));
        profiles.put("size beyond its end", with(LINEAR, 0, LINEAR.length + 1));
        profiles.put("size of the wrong byte order", with(LINEAR, 0, Integer.reverseBytes(LINEAR.length)));
        profiles.put("truncated", Arrays.copyOf(LINEAR, LINEAR.length - 8));
        profiles.put("tag beyond its end", with(LINEAR, 132 + 4, LINEAR.length));
        profiles.put("too many tags", with(LINEAR, 128, 0x20000000));
        profiles.put("for gray", GRAY);
        profiles.put("for CMYK", CmykTestProfile.ofRedCyan());
        profiles.put("text", JpegFiles.ascii("no profile at all"));
        return profiles;
    }

    static byte[] with(byte[] profile, int at, int number) {
        var changed = profile.clone();
        ByteBuffer.wrap(changed).putInt(at, number);
        return changed;
    }

    private static ImageBytes withSegment(ImageBytes jpeg, int number, int count, byte[] part) {
        var header = JpegFiles.concat(JpegFiles.ascii("ICC_PROFILE\0"), new byte[] {(byte) number, (byte) count});
        return JpegFiles.withSegment(jpeg, 0xE2, JpegFiles.concat(header, part));
    }

    private static ImageBytes ofHalf() {
        return TestImages.jpeg(half(), 95);
    }

    private static BufferedImage half() {
        var half = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < 32; y++) {
            for (var x = 0; x < 64; x++) half.setRGB(x, y, 0x808080);
        }
        return half;
    }

    private static ImageBytes withProfile(ImageFormat format, byte[] profile) {
        return switch (format) {
            case JPEG -> JpegFiles.withProfile(ofHalf(), profile);
            case PNG -> PngFiles.withProfile(TestImages.png(half()), profile);
            case TIFF -> TiffFiles.of(TiffFiles.page(half()).profile(profile));
            case WEBP -> WebpFiles.withProfile(TestImages.webp(half(), 95), profile);
            case AVIF -> HeifFiles.withProfile(TestImages.avif(half(), 90), profile);
            case HEIC, GIF, BMP -> throw new IllegalArgumentException(format + " is not tried");
        };
    }

    private static List<Recipe> recipes() {
        var recipes = new ArrayList<Recipe>();
        for (var wanted : Recipe.OutputFormat.values()) {
            for (var width : List.of(0, 32)) recipes.add(new Recipe(90, width, 0, wanted));
        }
        return recipes;
    }

    private static int levelInSrgb(Done done) {
        return TestImages.decodeToSrgb(done).getRaster().getSample(8, 8, 0);
    }

    // Nothing is converted, and there is no profile, or the same one.
    private static void requireIgnored(Done done, String name) {
        assertThat(TestImages.decode(done).getRaster().getSample(8, 8, 0))
                .as(name)
                .isBetween(126, 130);
        if (done.format() != ImageFormat.JPEG)
            assertThat(levelInSrgb(done)).as(name).isBetween(126, 130);
    }

    private Done done(ImageBytes source, Recipe recipe) {
        return switch (recompressor.recompress(source, recipe)) {
            case Done done -> done;
            case Recompressed.Refused refused -> throw new AssertionError(recipe + ": " + refused);
        };
    }
}
