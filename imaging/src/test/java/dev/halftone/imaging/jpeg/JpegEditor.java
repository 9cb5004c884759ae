package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.header.JpegSegments;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Edits JPEGs at their markers into kinds that none of our encoders writes.
public final class JpegEditor {
    private JpegEditor() {}

    public static List<JpegSegments.Segment> segments(ImageBytes jpeg) {
        var segments = new ArrayList<JpegSegments.Segment>();
        JpegSegments.of(jpeg.array()).forEach(segments::add);
        return segments;
    }

    public static JpegSegments.Segment first(ImageBytes jpeg, int marker) {
        return segments(jpeg).stream()
                .filter(segment -> segment.marker() == marker)
                .findFirst()
                .orElseThrow();
    }

    public static JpegSegments.Segment frame(ImageBytes jpeg) {
        return segments(jpeg).stream()
                .filter(JpegSegments.Segment::isFrame)
                .findFirst()
                .orElseThrow();
    }

    /// The parameters of a segment.
    static byte[] parameters(ImageBytes jpeg, JpegSegments.Segment segment) {
        return Arrays.copyOfRange(jpeg.array(), segment.parametersStart(), segment.end());
    }

    /// Adds a segment after SOI.
    static ImageBytes with(ImageBytes jpeg, int marker, byte... parameters) {
        var rest = Arrays.copyOfRange(jpeg.array(), 2, jpeg.size());
        return concat(new byte[] {(byte) 0xFF, (byte) 0xD8}, segment(marker, parameters), rest);
    }

    public static byte[] segment(int marker, byte... parameters) {
        var length = parameters.length + 2;
        return concat(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, parameters)
                .array();
    }

    public static ImageBytes concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) out.writeBytes(part);
        return new ImageBytes(out.toByteArray());
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(ImageBytes bytes) {
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }

    /// Changes one byte.
    public static ImageBytes changed(ImageBytes jpeg, int at, int value) {
        var bytes = jpeg.array().clone();
        bytes[at] = (byte) value;
        return new ImageBytes(bytes);
    }

    public static ImageBytes truncate(ImageBytes jpeg, int size) {
        return new ImageBytes(Arrays.copyOf(jpeg.array(), size));
    }

    /// Adds two fill bytes before each marker.
    public static ImageBytes withFillBytes(ImageBytes jpeg) {
        var out = new ByteArrayOutputStream();
        for (var segment : segments(jpeg)) {
            for (var i = segment.start(); i < segment.end(); i++) {
                var value = jpeg.array()[i];
                var next = i + 1 < segment.end() ? jpeg.array()[i + 1] & 0xFF : 0;
                var isRestart = value == (byte) 0xFF && next >= Marker.RST0 && next <= Marker.RST7;
                if (i == segment.start() || (segment.marker() == Marker.SOS && isRestart))
                    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFF});
                out.write(value);
            }
        }
        // Nothing may precede the first.
        return new ImageBytes(Arrays.copyOfRange(out.toByteArray(), 2, out.size()));
    }

    /// Adds EXIF with only an orientation.
    static ImageBytes withOrientation(ImageBytes jpeg, int orientation) {
        var tiff = ascii("Exif\0\0MM\0*\0\0\0\b\0\1\1\u0012\0\3\0\0\0\1\0?\0\0\0\0\0\0");
        tiff[25] = (byte) orientation;
        return with(jpeg, Marker.APP1, tiff);
    }

    /// The same JPEG with other component identifiers, a character each.
    static ImageBytes withIdentifiers(ImageBytes jpeg, String names) {
        var named = jpeg;
        for (var segment : segments(jpeg)) {
            for (var i = 0; i < names.length(); i++) {
                if (segment.isFrame()) named = changed(named, segment.parametersStart() + 6 + 3 * i, names.charAt(i));
                if (segment.marker() == Marker.SOS)
                    named = changed(named, segment.parametersStart() + 1 + 2 * i, names.charAt(i));
            }
        }
        return named;
    }

    /// The same samples as RGB, by Adobe's transform and without JFIF.
    static ImageBytes asRgb(ImageBytes jpeg) {
        var plain = jpeg;
        for (var segment : segments(jpeg))
            if (segment.marker() == Marker.APP0) plain = changed(plain, segment.start() + 1, Marker.COM);
        return with(plain, Marker.APP14, ascii("Adobe\0d\0\0\0\0\0"));
    }

    /// The same JPEG with other sampling factors for its first component.
    public static ImageBytes withSampling(ImageBytes jpeg, int factors) {
        return changed(jpeg, frame(jpeg).parametersStart() + 7, factors);
    }

    public static ImageBytes claiming(ImageBytes jpeg, int width, int height) {
        var at = frame(jpeg).parametersStart();
        var higher = changed(changed(jpeg, at + 1, height >> 8), at + 2, height);
        return changed(changed(higher, at + 3, width >> 8), at + 4, width);
    }

    /// The same steps, in two bytes each, which extended sequential JPEGs may have.
    public static ImageBytes withLongSteps(ImageBytes jpeg) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        for (var segment : segments(jpeg).subList(1, segments(jpeg).size())) {
            if (segment.marker() == Marker.DQT)
                out.writeBytes(segment(Marker.DQT, longSteps(parameters(jpeg, segment))));
            else out.write(jpeg.array(), segment.start(), segment.end() - segment.start());
        }
        var all = new ImageBytes(out.toByteArray());
        return changed(all, frame(all).start() + 1, Marker.SOF1);
    }

    private static byte[] longSteps(byte[] tables) {
        var out = new ByteArrayOutputStream();
        for (var i = 0; i < tables.length; i++) {
            out.write(i % 65 == 0 ? 0x10 | tables[i] : 0);
            if (i % 65 != 0) out.write(tables[i]);
        }
        return out.toByteArray();
    }

    /// The same, with four steps of high frequencies raised by 256.
    public static ImageBytes withLongerSteps(ImageBytes jpeg) {
        var longer = withLongSteps(jpeg);
        var table = first(longer, Marker.DQT).parametersStart();
        for (var k = 60; k < CoefficientBlocks.SIZE; k++) longer = changed(longer, table + 1 + 2 * k, 1);
        return longer;
    }

    /// Parameters of a DQT segment: a table with all steps equal.
    static byte[] dqt(int destination, int step) {
        var parameters = new byte[1 + CoefficientBlocks.SIZE];
        Arrays.fill(parameters, (byte) step);
        parameters[0] = (byte) destination;
        return parameters;
    }

    /// The same coefficients, with the components' quantization tables at these destinations.
    static ImageBytes withQuantizationTables(ImageBytes jpeg, int... destinations) {
        var quantised = jpeg;
        for (var i = 0; i < destinations.length; i++)
            quantised = changed(quantised, frame(jpeg).parametersStart() + 8 + 3 * i, destinations[i]);
        return quantised;
    }
}
