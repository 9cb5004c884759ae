package dev.halftone.acceptance.images;

import dev.halftone.imaging.HeifFiles;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.SampleImages;
import dev.halftone.imaging.TestImages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// AVIFs of every depth and sampling, with declared colors and damaged.
final class AvifCorpus {
    private static final ImageBytes COLOR = TestImages.avif(Scene.color(), 80);
    private static final ImageBytes CUT_OUT = TestImages.avif(Scene.cutOut(), 80);

    private AvifCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(samples(), codings(), colors(), damaged()).flatMap(files -> files);
    }

    private static Stream<CorpusFile> samples() {
        return SampleImages.AVIFS.stream().map(sample -> CorpusFile.of("Quarters: " + sample, sample.bytes()));
    }

    private static Stream<CorpusFile> codings() {
        var sampled = IntStream.of(8, 10, 12)
                .boxed()
                .flatMap(bits -> Stream.of("off", "on").flatMap(mode -> {
                    var name = "AVIF, " + bits + " bits, subsampling " + mode;
                    var options = "Q=80,bitdepth=" + bits + ",subsample-mode=" + mode;
                    return Stream.of(
                            CorpusFile.of(name, TestImages.avif(Scene.color(), options)),
                            CorpusFile.of(name + ", alpha", TestImages.avif(Scene.cutOut(), options)));
                }));
        var sizes = Stream.of(List.of(1, 1), List.of(1, 60), List.of(60, 1), List.of(17, 33), List.of(33, 17))
                .map(size -> CorpusFile.of(
                        "AVIF of " + size, TestImages.avif(Scene.color(size.getFirst(), size.getLast()), "Q=80")));
        return Stream.of(
                        sampled,
                        sizes,
                        Stream.of(
                                CorpusFile.of("AVIF, lossless", TestImages.avif(Scene.color(), "lossless=true")),
                                CorpusFile.of("AVIF and opaque alpha", TestImages.avif(TestImages.opaque(96, 64), 80))))
                .flatMap(files -> files);
    }

    // Primaries and transfers of ITU-T H.273.
    private static Stream<CorpusFile> colors() {
        var points = Stream.of("1 13", "1 1", "1 8", "1 4", "12 13", "9 14", "9 16", "9 18", "2 2", "5 6", "6 6")
                .map(name -> {
                    var numbers = name.split(" ", -1);
                    return CorpusFile.of(
                            "AVIF, code points " + name,
                            HeifFiles.withColors(COLOR, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])));
                });
        return Stream.concat(
                points,
                Stream.of(
                        CorpusFile.of("AVIF, limited range", limitedRange(COLOR)),
                        CorpusFile.of("AVIF and alpha, limited range", limitedRange(CUT_OUT)),
                        CorpusFile.of(
                                "AVIF, 10 bits, limited range",
                                limitedRange(TestImages.avif(Scene.color(), "Q=80,bitdepth=10")))));
    }

    // The same numbers, declared to be of ISO/IEC 23091-2's narrow range: with more contrast.
    private static ImageBytes limitedRange(ImageBytes avif) {
        var bytes = HeifFiles.withColors(avif, 1, 13).array().clone();
        for (var at = 0; at + 11 <= bytes.length; at++) {
            if (new String(bytes, at, 4, StandardCharsets.US_ASCII).equals("nclx")) bytes[at + 10] = 0;
        }
        return new ImageBytes(bytes);
    }

    private static Stream<CorpusFile> damaged() {
        return Stream.of(
                CorpusFile.damaged("AVIF, its second half missing", cut(COLOR, COLOR.size() / 2)),
                CorpusFile.damaged("AVIF, its last tenth missing", cut(COLOR, COLOR.size() * 9 / 10)),
                CorpusFile.damaged("AVIF, its last byte missing", cut(COLOR, COLOR.size() - 1)),
                CorpusFile.of("AVIF, bytes behind its end", cut(COLOR, COLOR.size() + 50)),
                CorpusFile.of("AVIF, larger than coded", HeifFiles.claiming(COLOR, 120, 90)));
    }

    private static ImageBytes cut(ImageBytes avif, int size) {
        return new ImageBytes(Arrays.copyOf(avif.array(), size));
    }
}
