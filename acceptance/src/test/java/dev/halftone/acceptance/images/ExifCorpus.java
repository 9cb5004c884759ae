package dev.halftone.acceptance.images;

import static dev.halftone.imaging.JpegFiles.ascii;
import static dev.halftone.imaging.JpegFiles.concat;

import dev.halftone.imaging.HeifFiles;
import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.JpegFiles;
import dev.halftone.imaging.PngFiles;
import dev.halftone.imaging.TestImages;
import dev.halftone.imaging.WebpFiles;
import dev.halftone.imaging.header.JpegSegments.Segment;
import dev.halftone.imaging.jpeg.ImageIoJpegEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Images with an orientation in EXIF (Exif 2.32, tag 0x0112), in every type and byte order, in every format.
final class ExifCorpus {
    private static final byte[] PREFIX = ascii("Exif\0\0");

    private static final ImageBytes JPEG =
            ImageIoJpegEncoder.of(Scene.color(64, 40)).coded();
    private static final ImageBytes ODD_JPEG =
            ImageIoJpegEncoder.of(Scene.color(53, 37)).coded();
    private static final ImageBytes PNG = TestImages.png(Scene.color(64, 40));
    private static final ImageBytes WEBP = TestImages.webp(Scene.color(64, 40), 90);
    private static final ImageBytes AVIF = TestImages.avif(Scene.color(64, 40), 80);

    // Types of TIFF 6.0, section 2.
    private enum Type {
        BYTE(1),
        ASCII(2),
        SHORT(3),
        LONG(4),
        SIGNED_SHORT(8);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        void put(ByteBuffer entry, int value) {
            switch (this) {
                case BYTE, ASCII -> entry.put((byte) value).put(new byte[3]);
                case SHORT, SIGNED_SHORT -> entry.putShort((short) value).putShort((short) 0);
                case LONG -> entry.putInt(value);
            }
        }
    }

    private ExifCorpus() {}

    static Stream<CorpusFile> files() {
        return Stream.concat(
                IntStream.rangeClosed(1, 8).boxed().flatMap(ExifCorpus::allTypes),
                IntStream.of(0, 9, 6 << 8).boxed().flatMap(ExifCorpus::common));
    }

    private static Stream<CorpusFile> allTypes(int orientation) {
        var jpegs = Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .flatMap(order -> Stream.of(Type.values())
                        .filter(type -> type != Type.SHORT)
                        .map(type -> {
                            var exif = exif(order, type, 1, orientation);
                            return CorpusFile.of(
                                    "JPEG, orientation " + orientation + ", " + type + ", " + order, jpeg(JPEG, exif));
                        }));
        var avif = CorpusFile.of(
                "AVIF, orientation " + orientation + " in irot and imir", HeifFiles.withOrientation(AVIF, orientation));
        var twice = CorpusFile.of(
                "JPEG, orientation " + orientation + " twice",
                jpeg(JPEG, exif(ByteOrder.BIG_ENDIAN, Type.SHORT, 2, orientation)));
        return Stream.of(common(orientation), jpegs, Stream.of(avif, twice)).flatMap(files -> files);
    }

    private static Stream<CorpusFile> common(int orientation) {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN).flatMap(order -> {
            var exif = exif(order, Type.SHORT, 1, orientation);
            var name = ", orientation " + orientation + ", " + order;
            return Stream.of(
                    CorpusFile.of("JPEG" + name, jpeg(JPEG, exif)),
                    CorpusFile.of("JPEG, odd size" + name, jpeg(ODD_JPEG, exif)),
                    CorpusFile.of("PNG" + name, PngFiles.withChunk(PNG, "eXIf", exif)),
                    CorpusFile.of("WebP" + name, WebpFiles.withExif(WEBP, exif)),
                    CorpusFile.of("WebP, prefixed" + name, WebpFiles.withExif(WEBP, concat(PREFIX, exif))));
        });
    }

    private static ImageBytes jpeg(ImageBytes jpeg, byte[] exif) {
        return JpegFiles.withSegment(jpeg, Segment.APP0 + 1, concat(PREFIX, exif));
    }

    // One directory with the orientation after another entry (TIFF 6.0, section 2).
    private static byte[] exif(ByteOrder order, Type type, int count, int orientation) {
        var tiff = ByteBuffer.allocate(38).order(order);
        tiff.put(ascii(order == ByteOrder.BIG_ENDIAN ? "MM" : "II"))
                .putShort((short) 42)
                .putInt(8);
        tiff.putShort((short) 2);
        entry(tiff, 0x0100, Type.LONG, 1, 64);
        entry(tiff, 0x0112, type, count, orientation);
        return tiff.putInt(0).array();
    }

    private static void entry(ByteBuffer tiff, int tag, Type type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type.code).putInt(count);
        type.put(tiff, value);
    }
}
