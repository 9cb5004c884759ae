package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.header.JpegSegment;
import dev.halftone.imaging.header.JpegSegments;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// JPEGs changed at their markers into kinds that no encoder at hand writes.
final class Jpegs {
    private Jpegs() {}

    static List<JpegSegment> segments(ImageBytes jpeg) {
        var segments = new ArrayList<JpegSegment>();
        JpegSegments.of(jpeg.array()).forEach(segments::add);
        return segments;
    }

    static JpegSegment first(ImageBytes jpeg, int marker) {
        return segments(jpeg).stream()
                .filter(segment -> segment.marker() == marker)
                .findFirst()
                .orElseThrow();
    }

    static JpegSegment frame(ImageBytes jpeg) {
        return segments(jpeg).stream().filter(JpegSegment::isFrame).findFirst().orElseThrow();
    }

    /// The parameters of a segment.
    static byte[] parameters(ImageBytes jpeg, JpegSegment segment) {
        return Arrays.copyOfRange(jpeg.array(), segment.parameters(), segment.end());
    }

    /// A segment right behind SOI.
    static ImageBytes with(ImageBytes jpeg, int marker, byte... parameters) {
        var rest = Arrays.copyOfRange(jpeg.array(), 2, jpeg.size());
        return joined(new byte[] {(byte) 0xFF, (byte) 0xD8}, segment(marker, parameters), rest);
    }

    static byte[] segment(int marker, byte... parameters) {
        var length = parameters.length + 2;
        return joined(new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, parameters)
                .array();
    }

    static ImageBytes joined(byte[]... parts) {
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

    /// One byte changed.
    static ImageBytes changed(ImageBytes jpeg, int at, int value) {
        var bytes = jpeg.array().clone();
        bytes[at] = (byte) value;
        return new ImageBytes(bytes);
    }

    static ImageBytes cut(ImageBytes jpeg, int size) {
        return new ImageBytes(Arrays.copyOf(jpeg.array(), size));
    }

    /// EXIF that tells nothing but an orientation.
    static ImageBytes lying(ImageBytes jpeg, int orientation) {
        var tiff = ascii("Exif\0\0MM\0*\0\0\0\b\0\1\1\u0012\0\3\0\0\0\1\0?\0\0\0\0\0\0");
        tiff[25] = (byte) orientation;
        return with(jpeg, Marker.APP1, tiff);
    }

    /// The same JPEG with other sampling factors of its first component.
    static ImageBytes sampled(ImageBytes jpeg, int factors) {
        return changed(jpeg, frame(jpeg).parameters() + 7, factors);
    }

    static ImageBytes claiming(ImageBytes jpeg, int width, int height) {
        var at = frame(jpeg).parameters();
        var higher = changed(changed(jpeg, at + 1, height >> 8), at + 2, height);
        return changed(changed(higher, at + 3, width >> 8), at + 4, width);
    }

    /// The same steps, in two bytes each, which extended sequential JPEGs may have.
    static ImageBytes withLongSteps(ImageBytes jpeg) {
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

    /// The same coefficients in a scan for each component, each with its tables before it.
    static ImageBytes notInterleaved(ImageBytes jpeg) {
        var decoded = Decoded.of(jpeg);
        var out = new ByteArrayOutputStream();
        out.write(jpeg.array(), 0, first(jpeg, Marker.DHT).start());
        for (var i = 0; i < decoded.planes().size(); i++) {
            var alone = alone(decoded, i);
            for (var segment : segments(alone)) {
                if (segment.marker() == Marker.SOS) alone = changed(alone, segment.parameters() + 1, i + 1);
            }
            var from = first(alone, Marker.DHT).start();
            out.write(alone.array(), from, alone.size() - 2 - from);
        }
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) Marker.EOI});
        return new ImageBytes(out.toByteArray());
    }

    // A component as a grey picture of its own.
    private static ImageBytes alone(Decoded decoded, int component) {
        var plane = decoded.planes().get(component);
        var frame = new Frame(Marker.SOF0, 8, 8 * plane.down(), 8 * plane.across(), List.of(new Component(1, 1, 1, 0)));
        var steps = decoded.steps().get(component);
        var workspace = new Workspace();
        var writer = new JpegWriter(frame, new Application(), workspace);
        writer.begin(List.of(steps));
        var coder = new PlaneCoder(frame, List.of(new Coder(new Requantiser(steps, steps), 0)), workspace.row);
        for (var row = 0; row < plane.down(); row++) {
            coder.row(List.of(plane), row);
            writer.rowDone();
        }
        return writer.end();
    }
}
