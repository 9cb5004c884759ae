package dev.halftone.imaging;

import dev.halftone.imaging.header.JpegSegments;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Edits the marker segments of JPEGs.
public final class JpegFiles {
    static final String XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPS-SECRET</x:xmpmeta>";

    private static final byte[] EXIF = ascii("Exif\0\0");

    private JpegFiles() {}

    /// EXIF, XMP, IPTC and a comment, each with the text "GPS-SECRET".
    public static ImageBytes withMetadata(ImageBytes jpeg) {
        var iptc = concat(ascii("Photoshop 3.0\0" + "8BIM\4\4\0\0\0\0\0\17" + "\34\2\170\0\12"), ascii("GPS-SECRET\0"));
        return withOrientation(
                withSegment(
                        withSegment(withSegment(jpeg, 0xE1, ascii("http://ns.adobe.com/xap/1.0/\0" + XMP)), 0xED, iptc),
                        0xFE,
                        ascii("GPS-SECRET")),
                1);
    }

    static ImageBytes withOrientation(ImageBytes jpeg, int orientation) {
        return withSegment(jpeg, 0xE1, exif(orientation));
    }

    /// Adds a segment after SOI.
    public static ImageBytes withSegment(ImageBytes jpeg, int marker, byte[] parameters) {
        var out = new ByteArrayOutputStream();
        out.write(jpeg.array(), 0, 2);
        out.writeBytes(segment(marker, parameters));
        out.write(jpeg.array(), 2, jpeg.size() - 2);
        return new ImageBytes(out.toByteArray());
    }

    /// The same JFIF file with a thumbnail of two by two pixels in its first segment (JFIF 1.02, page 5).
    public static ImageBytes withThumbnail(ImageBytes jfif) {
        var segment = segments(jfif).get(1);
        var parameters = Arrays.copyOfRange(jfif.array(), segment.parametersStart(), segment.end());
        parameters[12] = 2;
        parameters[13] = 2;
        return new ImageBytes(concat(
                Arrays.copyOf(jfif.array(), 2),
                segment(0xE0, concat(parameters, new byte[12])),
                Arrays.copyOfRange(jfif.array(), segment.end(), jfif.size())));
    }

    public static ImageBytes withProfile(ImageBytes jpeg, byte[] profile) {
        return withSegment(jpeg, 0xE2, concat(ascii("ICC_PROFILE\0"), new byte[] {1, 1}, profile));
    }

    /// The same bytes with another size in the frame header.
    static ImageBytes claiming(ImageBytes jpeg, int width, int height) {
        var bytes = jpeg.array().clone();
        for (var segment : JpegSegments.of(bytes)) {
            if (segment.isFrame()) ByteBuffer.wrap(bytes).putInt(segment.start() + 5, height << 16 | width);
        }
        return new ImageBytes(bytes);
    }

    /// The same bytes declared as YCCK instead of CMYK (the transform of Adobe's segment).
    static ImageBytes ofYcck(ImageBytes cmyk) {
        var adobe = segments(cmyk).stream()
                .filter(segment -> segment.marker() == JpegSegments.Segment.APP14)
                .findFirst()
                .orElseThrow();
        return changed(cmyk, adobe.parametersStart() + 11, 2);
    }

    /// The same bytes with another frame marker, from `0xC0` (SOF0).
    public static ImageBytes ofFrame(ImageBytes jpeg, int marker) {
        return changed(jpeg, frame(jpeg).start() + 1, marker);
    }

    /// The same bytes with another sample precision.
    public static ImageBytes ofPrecision(ImageBytes jpeg, int bits) {
        return changed(jpeg, frame(jpeg).parametersStart(), bits);
    }

    private static JpegSegments.Segment frame(ImageBytes jpeg) {
        return segments(jpeg).stream()
                .filter(JpegSegments.Segment::isFrame)
                .findFirst()
                .orElseThrow();
    }

    private static ImageBytes changed(ImageBytes jpeg, int at, int value) {
        var bytes = jpeg.array().clone();
        bytes[at] = (byte) value;
        return new ImageBytes(bytes);
    }

    /// The same image with its last scan repeated.
    static ImageBytes withScans(ImageBytes jpeg, int scans) {
        var bytes = jpeg.array();
        var last = segments(jpeg).stream()
                .filter(segment -> segment.marker() == JpegSegments.Segment.SOS)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, last.end());
        for (var i = 1; i < scans; i++) out.write(bytes, last.start(), last.end() - last.start());
        out.write(bytes, last.end(), bytes.length - last.end());
        return new ImageBytes(out.toByteArray());
    }

    static List<JpegSegments.Segment> segments(ImageBytes jpeg) {
        var segments = new ArrayList<JpegSegments.Segment>();
        JpegSegments.of(jpeg.array()).forEach(segments::add);
        return segments;
    }

    /// The first 64 steps of the first quantization table, in the file's zigzag order.
    static List<Integer> firstTable(ImageBytes jpeg) {
        var table = segments(jpeg).stream()
                .filter(segment -> segment.marker() == JpegSegments.Segment.DQT)
                .findFirst()
                .orElseThrow();
        var steps = new ArrayList<Integer>();
        for (var i = 0; i < 64; i++) steps.add(jpeg.array()[table.parametersStart() + 1 + i] & 0xFF);
        return steps;
    }

    /// EXIF with an orientation, a GPS position and the text "GPS-SECRET" (TIFF 6.0 in big-endian order).
    static byte[] exif(int orientation) {
        var tiff = ByteBuffer.allocate(79);
        tiff.put(ascii("MM\0*")).putInt(8);
        tiff.putShort((short) 3);
        entry(tiff, 0x010E, 2, 11).putInt(68);
        entry(tiff, 0x0112, 3, 1).putInt(orientation << 16);
        entry(tiff, 0x8825, 4, 1).putInt(50);
        tiff.putInt(0);
        tiff.putShort((short) 1);
        entry(tiff, 0x0001, 2, 2).putInt('N' << 24);
        tiff.putInt(0).put(ascii("GPS-SECRET\0"));
        return concat(EXIF, tiff.array());
    }

    private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count) {
        return tiff.putShort((short) tag).putShort((short) type).putInt(count);
    }

    static byte[] segment(int marker, byte[] parameters) {
        var length = parameters.length + 2;
        return concat(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, parameters);
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
