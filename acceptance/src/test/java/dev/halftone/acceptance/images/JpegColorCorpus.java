package dev.halftone.acceptance.images;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.JpegFiles;
import dev.halftone.imaging.header.JpegSegments.Segment;
import dev.halftone.imaging.jpeg.JpegEditor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/// JPEGs with components that mean RGB, YCbCr, CMYK or YCCK, by their numbers, by an Adobe segment, or by neither.
final class JpegColorCorpus {
    private JpegColorCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.of(three(), four(), others()).flatMap(files -> files);
    }

    private static Stream<CorpusFile> three() {
        return Stream.of(encodings(UnconvertedJpeg::rgb, "RGB"), encodings(UnconvertedJpeg::ycc, "YCbCr"))
                .flatMap(encodings -> encodings.entrySet().stream())
                .flatMap(encoded -> declarations(encoded.getValue()).entrySet().stream()
                        .map(declared -> CorpusFile.of(
                                "JPEG, " + encoded.getKey() + ", " + declared.getKey(), declared.getValue())));
    }

    private static Map<String, ImageBytes> encodings(UnconvertedJpeg.Components components, String name) {
        var encodings = new LinkedHashMap<String, ImageBytes>();
        encodings.put(name, UnconvertedJpeg.baseline(Scene.color(), components));
        encodings.put(name + ", progressive", UnconvertedJpeg.progressive(Scene.color(), components));
        return encodings;
    }

    private static Map<String, ImageBytes> declarations(ImageBytes jpeg) {
        var declarations = new LinkedHashMap<String, ImageBytes>();
        declarations.put("undeclared", jpeg);
        declarations.put("of Adobe transform 0", withAdobe(jpeg, 0));
        declarations.put("of Adobe transform 1", withAdobe(jpeg, 1));
        declarations.put("of Adobe transform 2", withAdobe(jpeg, 2));
        declarations.put("in JFIF", withJfif(jpeg));
        declarations.put("in JFIF and of Adobe transform 0", withJfif(withAdobe(jpeg, 0)));
        declarations.put("numbered RGB", numbered(jpeg, 'R', 'G', 'B'));
        declarations.put("numbered rgb", numbered(jpeg, 'r', 'g', 'b'));
        declarations.put("numbered from zero", numbered(jpeg, 0, 1, 2));
        declarations.put("numbered RGB in JFIF", withJfif(numbered(jpeg, 'R', 'G', 'B')));
        declarations.put("all numbered 1", numbered(jpeg, 1, 1, 1));
        declarations.put("numbered 1, 2, 2", numbered(jpeg, 1, 2, 2));
        return declarations;
    }

    private static Stream<CorpusFile> four() {
        var plain = Stream.of(
                        encodings(UnconvertedJpeg::cmyk, "CMYK"),
                        encodings(UnconvertedJpeg::invertedCmyk, "inverted CMYK"),
                        encodings(UnconvertedJpeg::ycck, "YCCK"),
                        encodings(UnconvertedJpeg::invertedYcck, "inverted YCCK"))
                .flatMap(encodings -> encodings.entrySet().stream())
                .flatMap(encoded -> inkDeclarations(encoded.getKey(), encoded.getValue()));
        var profiled = Stream.of(
                profiled("inverted CMYK, of Adobe transform 0", withAdobe(invertedCmyk(), 0)),
                profiled("inverted CMYK, undeclared", invertedCmyk()),
                profiled(
                        "inverted YCCK, of Adobe transform 2",
                        withAdobe(UnconvertedJpeg.baseline(Scene.color(), UnconvertedJpeg::invertedYcck), 2)),
                profiled(
                        "inverted CMYK, progressive, of Adobe transform 0",
                        withAdobe(UnconvertedJpeg.progressive(Scene.color(), UnconvertedJpeg::invertedCmyk), 0)));
        return Stream.concat(plain, profiled);
    }

    private static ImageBytes invertedCmyk() {
        return UnconvertedJpeg.baseline(Scene.color(), UnconvertedJpeg::invertedCmyk);
    }

    private static CorpusFile profiled(String name, ImageBytes jpeg) {
        return CorpusFile.of("JPEG, " + name + ", with a profile", JpegFiles.withProfile(jpeg, CmykProfile.bytes()));
    }

    private static Stream<CorpusFile> inkDeclarations(String name, ImageBytes jpeg) {
        return Stream.of(
                CorpusFile.of("JPEG, " + name + ", undeclared", jpeg),
                CorpusFile.of("JPEG, " + name + ", of Adobe transform 0", withAdobe(jpeg, 0)),
                CorpusFile.of("JPEG, " + name + ", of Adobe transform 1", withAdobe(jpeg, 1)),
                CorpusFile.of("JPEG, " + name + ", of Adobe transform 2", withAdobe(jpeg, 2)),
                CorpusFile.of("JPEG, " + name + ", in JFIF", withJfif(jpeg)));
    }

    private static Stream<CorpusFile> others() {
        var two = UnconvertedJpeg.baseline(Scene.color(), (red, green, _) -> new int[] {red, green});
        var color = UnconvertedJpeg.baseline(Scene.color(), UnconvertedJpeg::ycc);
        return Stream.of(
                CorpusFile.of("JPEG of two components", two),
                CorpusFile.of("JPEG, YCbCr, with a CMYK profile", JpegFiles.withProfile(color, CmykProfile.bytes())));
    }

    /// Adobe's segment (Technical Note 5116): version 100, no flags.
    static ImageBytes withAdobe(ImageBytes jpeg, int transform) {
        return JpegFiles.withSegment(jpeg, Segment.APP14, JpegFiles.concat(JpegFiles.ascii("Adobe"), new byte[] {
            0, 100, 0, 0, 0, 0, (byte) transform
        }));
    }

    private static ImageBytes withJfif(ImageBytes jpeg) {
        return JpegFiles.withSegment(
                jpeg, Segment.APP0, JpegFiles.concat(JpegFiles.ascii("JFIF\0"), new byte[] {1, 2, 0, 0, 1, 0, 1, 0, 0
                }));
    }

    // In the frame and in each scan, which names its components by their numbers.
    private static ImageBytes numbered(ImageBytes jpeg, int... numbers) {
        var frame = JpegEditor.frame(jpeg).parametersStart() + 6;
        var changed = jpeg;
        for (var i = 0; i < numbers.length; i++) changed = JpegEditor.changed(changed, frame + 3 * i, numbers[i]);
        for (var segment : JpegEditor.segments(jpeg)) {
            if (segment.marker() != Segment.SOS) continue;
            var scan = segment.parametersStart();
            for (var i = 0; i < jpeg.array()[scan]; i++) {
                var number = jpeg.array()[scan + 1 + 2 * i];
                changed = JpegEditor.changed(changed, scan + 1 + 2 * i, numbers[number - 1]);
            }
        }
        return changed;
    }
}
