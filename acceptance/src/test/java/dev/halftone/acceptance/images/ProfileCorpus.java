package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.HeifFiles;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.JpegFiles;
import dev.halftone.imaging.PngFiles;
import dev.halftone.imaging.TestImages;
import dev.halftone.imaging.header.JpegSegments.Segment;
import dev.halftone.imaging.jpeg.ImageIoJpegEncoder;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.util.Arrays;
import java.util.stream.Stream;

/// Images with an ICC profile, sound or odd, in each format that can have one.
final class ProfileCorpus {
    private static final ImageBytes JPEG = ImageIoJpegEncoder.of(Scene.color()).coded();
    private static final ImageBytes PROGRESSIVE =
            ImageIoJpegEncoder.of(Scene.color()).progressive().coded();
    private static final ImageBytes GRAY_JPEG =
            ImageIoJpegEncoder.of(Scene.gray(Scene.WIDTH, Scene.HEIGHT)).coded();
    private static final ImageBytes PNG = TestImages.png(Scene.color());
    private static final ImageBytes GRAY_PNG = TestImages.png(Scene.gray(Scene.WIDTH, Scene.HEIGHT));
    private static final ImageBytes CUT_OUT_PNG = TestImages.png(Scene.cutOut());
    private static final ImageBytes AVIF = TestImages.avif(Scene.color(), 80);

    private ProfileCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(sound(), odd(), grays(), ofJdk(), segments()).flatMap(files -> files);
    }

    private static Stream<CorpusFile> sound() {
        return IccProfiles.rgb().entrySet().stream()
                .flatMap(profile -> Stream.concat(
                        inEachFormat(profile.getKey(), profile.getValue()),
                        inOtherCodings(profile.getKey(), profile.getValue())));
    }

    private static Stream<CorpusFile> odd() {
        return IccProfiles.odd().entrySet().stream()
                .flatMap(profile -> inEachFormat("a profile with " + profile.getKey(), profile.getValue()));
    }

    private static Stream<CorpusFile> inEachFormat(String name, byte[] profile) {
        return Stream.of(
                CorpusFile.of("JPEG, " + name, JpegFiles.withProfile(JPEG, profile)),
                CorpusFile.of("PNG, " + name, PngFiles.withProfile(PNG, profile)),
                CorpusFile.of("WebP, " + name, webp(profile)),
                CorpusFile.of("AVIF, " + name, HeifFiles.withProfile(AVIF, profile)));
    }

    private static Stream<CorpusFile> inOtherCodings(String name, byte[] profile) {
        return Stream.of(
                CorpusFile.of("JPEG, progressive, " + name, JpegFiles.withProfile(PROGRESSIVE, profile)),
                CorpusFile.of("PNG and alpha, " + name, PngFiles.withProfile(CUT_OUT_PNG, profile)));
    }

    private static ImageBytes webp(byte[] profile) {
        return TestImages.withLibvips(
                Scene.color(),
                vipsImage -> vipsImage.withField("icc-profile-data", profile).save("webpsave_buffer", "Q=90"));
    }

    private static Stream<CorpusFile> grays() {
        return Stream.of(1.0, 1.8, 2.2)
                .flatMap(gamma -> Stream.of(
                        CorpusFile.of(
                                "JPEG, gray, gamma " + gamma,
                                JpegFiles.withProfile(GRAY_JPEG, IccProfiles.gray(gamma))),
                        CorpusFile.of(
                                "PNG, gray, gamma " + gamma, PngFiles.withProfile(GRAY_PNG, IccProfiles.gray(gamma))),
                        CorpusFile.of(
                                "JPEG, color with a gray profile, gamma " + gamma,
                                JpegFiles.withProfile(JPEG, IccProfiles.gray(gamma))),
                        CorpusFile.of(
                                "PNG, color with a gray profile, gamma " + gamma,
                                PngFiles.withProfile(PNG, IccProfiles.gray(gamma)))));
    }

    private static Stream<CorpusFile> ofJdk() {
        return Stream.of(
                        Stream.of(
                                CorpusFile.of(
                                        "JPEG, gray with a color profile",
                                        JpegFiles.withProfile(GRAY_JPEG, IccProfiles.swapped())),
                                CorpusFile.of(
                                        "PNG, gray with a color profile",
                                        PngFiles.withProfile(GRAY_PNG, IccProfiles.swapped()))),
                        Stream.of(ColorSpace.CS_sRGB, ColorSpace.CS_LINEAR_RGB)
                                .flatMap(space -> inEachFormat("the JDK's profile " + space, profile(space))),
                        // A table of colors, too large for one segment of a JPEG.
                        Stream.of(
                                CorpusFile.of(
                                        "PNG, profile of a table",
                                        PngFiles.withProfile(PNG, profile(ColorSpace.CS_PYCC))),
                                CorpusFile.of("WebP, profile of a table", webp(profile(ColorSpace.CS_PYCC)))))
                .flatMap(files -> files);
    }

    private static byte[] profile(int space) {
        return ICC_Profile.getInstance(space).getData();
    }

    // ICC.1:2022 B.4: each segment has its number and the number of all.
    private static Stream<CorpusFile> segments() {
        var profile = IccProfiles.swapped();
        var half = profile.length / 2;
        var first = Arrays.copyOf(profile, half);
        var second = Arrays.copyOfRange(profile, half, profile.length);
        return Stream.of(JPEG, PROGRESSIVE).flatMap(jpeg -> {
            var name = jpeg == JPEG ? "JPEG, " : "JPEG, progressive, ";
            return Stream.of(
                    CorpusFile.of(
                            name + "a profile in two segments", withPart(withPart(jpeg, 2, 2, second), 1, 2, first)),
                    CorpusFile.of(
                            name + "a profile in two segments out of order",
                            withPart(withPart(jpeg, 1, 2, first), 2, 2, second)),
                    CorpusFile.of(name + "a profile without its second segment", withPart(jpeg, 1, 2, first)),
                    CorpusFile.of(name + "a profile without its first segment", withPart(jpeg, 2, 2, second)),
                    CorpusFile.of(name + "a profile numbered from zero", withPart(jpeg, 0, 1, profile)),
                    CorpusFile.of(name + "a profile of zero segments", withPart(jpeg, 1, 0, profile)),
                    CorpusFile.of(name + "a profile twice", withPart(withPart(jpeg, 1, 1, profile), 1, 1, profile)),
                    CorpusFile.of(
                            name + "two profiles", withPart(withPart(jpeg, 1, 1, IccProfiles.srgb()), 1, 1, profile)));
        });
    }

    // Before all others.
    private static ImageBytes withPart(ImageBytes jpeg, int number, int count, byte[] part) {
        return JpegFiles.withSegment(
                jpeg, Segment.APP2, concat(ascii("ICC_PROFILE\0"), new byte[] {(byte) number, (byte) count}, part));
    }
}
