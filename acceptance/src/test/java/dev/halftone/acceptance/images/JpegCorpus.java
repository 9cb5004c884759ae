package dev.halftone.acceptance.images;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.JpegFiles;
import dev.halftone.imaging.SampleImages;
import dev.halftone.imaging.jpeg.ImageIoJpegEncoder;
import dev.halftone.imaging.jpeg.JpegEditor;
import dev.halftone.imaging.jpeg.SampleJpegs;
import dev.halftone.imaging.jpeg.ScanScripts;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sound JPEGs of every coding (ITU-T T.81).
final class JpegCorpus {
    // For each component, 21 is 2 across and 1 down.
    private static final List<int[]> SAMPLINGS = List.of(
            sampling(11, 11, 11),
            sampling(21, 11, 11),
            sampling(22, 11, 11),
            sampling(12, 11, 11),
            sampling(41, 11, 11),
            sampling(14, 11, 11),
            sampling(42, 11, 11),
            sampling(24, 11, 11),
            sampling(31, 11, 11),
            sampling(22, 12, 21),
            sampling(22, 21, 21),
            sampling(22, 12, 12),
            sampling(21, 21, 21),
            sampling(12, 12, 12),
            sampling(11, 21, 21),
            sampling(11, 12, 11),
            sampling(11, 11, 22));
    private static final int[][] SIZES = {
        {1, 1}, {1, 16}, {16, 1}, {1, 100}, {100, 1}, {7, 9}, {8, 8}, {9, 7}, {15, 17}, {16, 16}, {17, 33}, {33, 17},
        {31, 47}, {65, 63}, {129, 95}
    };

    private JpegCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(samples(), samplings(), sizes(), qualities(), restarts(), grays(), frames(), segments())
                .flatMap(files -> files);
    }

    private static Stream<CorpusFile> samples() {
        return Stream.concat(
                SampleImages.JPEGS.stream().map(sample -> CorpusFile.of("Quarters: " + sample, sample.bytes())),
                Stream.of(SampleJpegs.values()).map(sample -> CorpusFile.of(described(sample), sample.bytes())));
    }

    private static String described(SampleJpegs sample) {
        return "JPEG photo, " + sample.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Stream<CorpusFile> samplings() {
        return SAMPLINGS.stream().flatMap(factors -> {
            var name = "JPEG sampled " + factors[0] + ", " + factors[1] + ", " + factors[2];
            var encoder = ImageIoJpegEncoder.of(Scene.color()).sampled(factors);
            var oddEncoder = ImageIoJpegEncoder.of(Scene.color(53, 37)).sampled(factors);
            return Stream.of(
                    CorpusFile.of(name, encoder.coded()),
                    CorpusFile.of(name + ", odd size", oddEncoder.coded()),
                    CorpusFile.of(name + ", progressive", encoder.progressive().coded()),
                    CorpusFile.of(
                            name + ", progressive, odd size",
                            oddEncoder.progressive().coded()));
        });
    }

    private static Stream<CorpusFile> sizes() {
        return Stream.of(SIZES).flatMap(size -> {
            var name = "JPEG of " + size[0] + "x" + size[1];
            var encoder = ImageIoJpegEncoder.of(Scene.color(size[0], size[1]));
            return Stream.of(
                    CorpusFile.of(name, encoder.coded()),
                    CorpusFile.of(name + ", progressive", encoder.progressive().coded()));
        });
    }

    private static Stream<CorpusFile> qualities() {
        return IntStream.of(30, 50, 75, 100).boxed().flatMap(quality -> {
            var encoder = ImageIoJpegEncoder.of(Scene.color()).quality(quality);
            return Stream.of(
                    CorpusFile.of("JPEG of quality " + quality, encoder.coded()),
                    CorpusFile.of(
                            "JPEG of quality " + quality + ", progressive",
                            encoder.progressive().coded()));
        });
    }

    private static Stream<CorpusFile> restarts() {
        return IntStream.of(1, 2, 7, 100).boxed().flatMap(interval -> {
            var name = "JPEG, restart interval of " + interval;
            var encoder = ImageIoJpegEncoder.of(Scene.color()).restartInterval(interval);
            return Stream.of(
                    CorpusFile.of(name, encoder.coded()),
                    CorpusFile.of(name + ", fill bytes", JpegEditor.withFillBytes(encoder.coded())),
                    CorpusFile.of(name + ", progressive", encoder.progressive().coded()));
        });
    }

    private static Stream<CorpusFile> grays() {
        var encoder = ImageIoJpegEncoder.of(Scene.gray(Scene.WIDTH, Scene.HEIGHT));
        var odd = ImageIoJpegEncoder.of(Scene.gray(33, 41)).coded();
        return Stream.concat(
                Stream.of(
                        CorpusFile.of("JPEG, gray", encoder.coded()),
                        CorpusFile.of("JPEG, gray, odd size", odd),
                        CorpusFile.of(
                                "JPEG, gray, progressive", encoder.progressive().coded())),
                IntStream.of(12, 21, 22, 41, 44)
                        .mapToObj(factors -> CorpusFile.of(
                                "JPEG, gray sampled " + factors,
                                JpegEditor.withSampling(odd, (factors / 10) << 4 | factors % 10))));
    }

    private static Stream<CorpusFile> frames() {
        var jpeg = ImageIoJpegEncoder.of(Scene.color()).coded();
        return Stream.concat(
                Stream.of(
                        CorpusFile.of("JPEG, 16-bit quantization tables", JpegEditor.withLongSteps(jpeg)),
                        CorpusFile.of("JPEG, quantization steps over 255", JpegEditor.withLongerSteps(jpeg)),
                        CorpusFile.of("JPEG, fill bytes", JpegEditor.withFillBytes(jpeg)),
                        CorpusFile.of("JPEG, not interleaved", ScanScripts.interleaved(jpeg444(), 1, 1, 1)),
                        CorpusFile.of("JPEG, partly interleaved", ScanScripts.interleaved(jpeg444(), 1, 2)),
                        CorpusFile.of("JPEG, 12 bits", JpegFiles.ofPrecision(jpeg, 12))),
                IntStream.of(0xC1, 0xC3, 0xC5, 0xC9, 0xCA, 0xCB)
                        .mapToObj(marker -> CorpusFile.of(
                                "JPEG, frame marker " + Integer.toHexString(marker), JpegFiles.ofFrame(jpeg, marker))));
    }

    private static ImageBytes jpeg444() {
        return ImageIoJpegEncoder.of(Scene.color()).sampled(11, 11, 11).coded();
    }

    private static Stream<CorpusFile> segments() {
        var jpeg = ImageIoJpegEncoder.of(Scene.color()).coded();
        return Stream.of(
                CorpusFile.of("JPEG, metadata", JpegFiles.withMetadata(jpeg)),
                CorpusFile.of("JPEG, thumbnail", JpegFiles.withThumbnail(jpeg)),
                CorpusFile.of("JPEG, empty APP1", JpegFiles.withSegment(jpeg, 0xE1, new byte[0])),
                CorpusFile.of("JPEG, empty APP2", JpegFiles.withSegment(jpeg, 0xE2, new byte[0])),
                CorpusFile.of("JPEG, short APP14", JpegFiles.withSegment(jpeg, 0xEE, JpegFiles.ascii("Adobe"))),
                CorpusFile.of("JPEG, comment", JpegFiles.withSegment(jpeg, 0xFE, JpegFiles.ascii("a comment"))));
    }

    private static int[] sampling(int... factors) {
        return factors;
    }
}
