package dev.halftone.acceptance.images;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.JpegFiles;
import dev.halftone.imaging.Recompressed.Reason;
import dev.halftone.imaging.header.JpegSegments.Segment;
import dev.halftone.imaging.jpeg.ImageIoJpegEncoder;
import dev.halftone.imaging.jpeg.JpegEditor;
import dev.halftone.imaging.jpeg.ScanScripts;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// JPEGs with bytes too many, too few or wrong, as cameras, editors and interrupted downloads leave them.
final class DamagedJpegCorpus {
    private static final int[] LENGTHS = {1, 17};

    private DamagedJpegCorpus() {}

    static Stream<CorpusFile> files() {
        return sources().entrySet().stream().flatMap(source -> {
            var name = "JPEG, " + source.getKey() + ", ";
            var jpeg = source.getValue();
            var whole = Stream.of(junk(jpeg), ends(jpeg))
                    .flatMap(files -> files.entrySet().stream())
                    .map(file -> CorpusFile.sameAs(jpeg, name + file.getKey(), file.getValue()));
            var cropped =
                    longer(jpeg).entrySet().stream().map(file -> CorpusFile.of(name + file.getKey(), file.getValue()));
            var cut = cut(jpeg).entrySet().stream()
                    .map(file -> CorpusFile.refused(name + file.getKey(), file.getValue(), Reason.CORRUPT_IMAGE, ""));
            var damaged = Stream.of(faults(jpeg), shorter(jpeg))
                    .flatMap(files -> files.entrySet().stream())
                    .map(file -> CorpusFile.damaged(name + file.getKey(), file.getValue()));
            return Stream.of(whole, cropped, cut, damaged).flatMap(files -> files);
        });
    }

    private static Map<String, ImageBytes> sources() {
        var color = ImageIoJpegEncoder.of(Scene.color());
        var full = ImageIoJpegEncoder.of(Scene.color()).sampled(11, 11, 11).coded();
        return Map.of(
                "baseline", color.coded(),
                "gray",
                        ImageIoJpegEncoder.of(Scene.gray(Scene.WIDTH, Scene.HEIGHT))
                                .coded(),
                "CMYK", UnconvertedJpeg.baseline(Scene.color(), UnconvertedJpeg::invertedCmyk),
                "not interleaved", ScanScripts.interleaved(full, 1, 1, 1),
                "with restarts",
                        ImageIoJpegEncoder.of(Scene.color()).restartInterval(4).coded(),
                "progressive",
                        ImageIoJpegEncoder.of(Scene.color()).progressive().coded());
    }

    private static Map<String, ImageBytes> junk(ImageBytes jpeg) {
        var damaged = new TreeMap<String, ImageBytes>();
        for (var length : LENGTHS) {
            for (var junk : patterns(length).entrySet()) {
                for (var place : places(jpeg).entrySet())
                    damaged.put(
                            junk.getKey() + " before " + place.getKey(),
                            inserted(jpeg, place.getValue(), junk.getValue()));
            }
        }
        return damaged;
    }

    // Zeros, bytes of no marker, fill bytes, and stuffed bytes.
    private static Map<String, byte[]> patterns(int length) {
        var patterns = new TreeMap<String, byte[]>();
        for (var value : new int[] {0, 0x55, 0xFF}) {
            var bytes = new byte[length];
            Arrays.fill(bytes, (byte) value);
            patterns.put(length + " bytes " + Integer.toHexString(value), bytes);
        }
        if (length > 1) patterns.put("stuffed bytes", new byte[] {0x12, -1, 0, 0x34, -1, 0});
        return patterns;
    }

    private static Map<String, Integer> places(ImageBytes jpeg) {
        var places = new TreeMap<String, Integer>();
        places.put("EOI", start(jpeg, segment -> segment.marker() == Segment.EOI));
        places.put("SOS", start(jpeg, segment -> segment.marker() == Segment.SOS));
        var last = JpegEditor.segments(jpeg).reversed().get(1).start();
        if (!places.containsValue(last)) places.put("the last scan", last);
        restart(jpeg, 0).ifPresent(at -> places.put("RST0", at));
        return places;
    }

    private static SequencedMap<String, ImageBytes> ends(ImageBytes jpeg) {
        var ends = new TreeMap<String, ImageBytes>();
        var end = start(jpeg, segment -> segment.marker() == Segment.EOI);
        var trailer = JpegFiles.ascii("Image_UTC_Data1478027452120\0SEFHk\0\0\0\1\0\0\0SEFT");
        ends.put("no EOI", JpegEditor.truncate(jpeg, end));
        ends.put("half an EOI", JpegEditor.truncate(jpeg, end + 1));
        ends.put("a trailer in place of EOI", JpegEditor.concat(Arrays.copyOf(jpeg.array(), end), trailer));
        ends.put("a trailer after EOI", JpegEditor.concat(jpeg.array(), trailer));
        ends.put("an image after EOI", JpegEditor.concat(jpeg.array(), jpeg.array()));
        ends.put("zeros after EOI", JpegEditor.concat(jpeg.array(), new byte[1000]));
        ends.put("DNL", withDnl(jpeg));
        return ends;
    }

    private static SequencedMap<String, ImageBytes> cut(ImageBytes jpeg) {
        var damaged = new TreeMap<String, ImageBytes>();
        var end = start(jpeg, segment -> segment.marker() == Segment.EOI);
        damaged.put("its last tenth missing", JpegEditor.truncate(jpeg, end * 9 / 10));
        damaged.put("its second half missing", JpegEditor.truncate(jpeg, end / 2));
        damaged.put("only its header", JpegEditor.truncate(jpeg, start(jpeg, s -> s.marker() == Segment.SOS)));
        return damaged;
    }

    // More rows of data than the frame header tells.
    private static SequencedMap<String, ImageBytes> longer(ImageBytes jpeg) {
        var files = new TreeMap<String, ImageBytes>();
        for (var rows : new int[] {1, 5, 16, 40})
            files.put(rows + " rows too many", JpegEditor.claiming(jpeg, Scene.WIDTH, Scene.HEIGHT - rows));
        files.put("no rows claimed, and DNL", withDnl(JpegEditor.claiming(jpeg, Scene.WIDTH, 0)));
        return files;
    }

    // Data missing before EOI. Decoders show the rest in gray.
    private static SequencedMap<String, ImageBytes> shorter(ImageBytes jpeg) {
        var damaged = new TreeMap<String, ImageBytes>();
        var end = start(jpeg, segment -> segment.marker() == Segment.EOI);
        damaged.put(
                "its second half missing before EOI",
                JpegEditor.concat(Arrays.copyOf(jpeg.array(), end / 2), new byte[] {-1, (byte) 0xD9}));
        for (var rows : new int[] {5, 16})
            damaged.put(rows + " rows missing", JpegEditor.claiming(jpeg, Scene.WIDTH, Scene.HEIGHT + rows));
        return damaged;
    }

    // ITU-T T.81 B.2.5: after the first scan.
    private static ImageBytes withDnl(ImageBytes jpeg) {
        var scan = JpegEditor.first(jpeg, Segment.SOS);
        return inserted(jpeg, scan.end(), JpegEditor.segment(0xDC, (byte) 0, (byte) Scene.HEIGHT));
    }

    private static SequencedMap<String, ImageBytes> faults(ImageBytes jpeg) {
        var damaged = new TreeMap<String, ImageBytes>();
        var end = start(jpeg, segment -> segment.marker() == Segment.EOI);
        damaged.put("its last data byte missing", JpegEditor.truncate(jpeg, end - 1));
        restart(jpeg, 1).ifPresent(at -> {
            damaged.put("a wrong restart number", JpegEditor.changed(jpeg, at + 1, 0xD5));
            damaged.put("a restart marker missing", inserted(jpeg, at, at + 2, new byte[0]));
            damaged.put("a restart marker twice", inserted(jpeg, at, new byte[] {-1, (byte) 0xD1}));
            damaged.put("an interval of zeros", zeroed(jpeg, at + 2, at + 12));
        });
        return damaged;
    }

    private static OptionalInt restart(ImageBytes jpeg, int number) {
        return IntStream.range(0, jpeg.size() - 1)
                .filter(at -> jpeg.array()[at] == (byte) 0xFF && jpeg.array()[at + 1] == (byte) (0xD0 + number))
                .findFirst();
    }

    private static ImageBytes zeroed(ImageBytes jpeg, int from, int to) {
        return inserted(jpeg, from, to, new byte[to - from]);
    }

    private static ImageBytes inserted(ImageBytes jpeg, int at, byte[] bytes) {
        return inserted(jpeg, at, at, bytes);
    }

    // In place of what was there.
    private static ImageBytes inserted(ImageBytes jpeg, int from, int to, byte[] bytes) {
        return JpegEditor.concat(
                Arrays.copyOf(jpeg.array(), from), bytes, Arrays.copyOfRange(jpeg.array(), to, jpeg.size()));
    }

    private static int start(ImageBytes jpeg, Predicate<Segment> wanted) {
        return JpegEditor.segments(jpeg).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow()
                .start();
    }
}
