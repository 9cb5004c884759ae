package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;

/// Recodes JPEGs into scans that none of our encoders writes.
public final class ScanScripts {
    private ScanScripts() {}

    /// The same coefficients in scans of this many components each, each with its Huffman tables before it.
    public static ImageBytes interleaved(ImageBytes jpeg, int... components) {
        var decodedJpeg = DecodedJpeg.of(jpeg);
        var out = new ByteArrayOutputStream();
        out.write(jpeg.array(), 0, JpegEditor.first(jpeg, Marker.DHT).start());
        var first = 0;
        for (var count : components) {
            var part = part(decodedJpeg, first, count);
            var names = JpegEditor.first(part, Marker.SOS).parametersStart() + 1;
            for (var i = 0; i < count; i++) part = JpegEditor.changed(part, names + 2 * i, first + i + 1);
            var from = JpegEditor.first(part, Marker.DHT).start();
            out.write(part.array(), from, part.size() - 2 - from);
            first += count;
        }
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) Marker.EOI});
        return new ImageBytes(out.toByteArray());
    }

    // Some components with equal sampling, as an image of their own.
    private static ImageBytes part(DecodedJpeg decodedJpeg, int first, int count) {
        var planes = decodedJpeg.planes().subList(first, first + count);
        var steps = decodedJpeg.steps().subList(first, first + count);
        var components = new ArrayList<Frame.Component>();
        for (var i = 0; i < count; i++) components.add(new Frame.Component(i + 1, 1, 1, 0));
        var plane = planes.getFirst();
        var frame = new Frame(Marker.SOF0, 8, 8 * plane.rows(), 8 * plane.columns(), components);
        var workspace = new Workspace();
        var writer = new JpegWriter(frame, new AppSegments(), workspace);
        writer.writeHeaders(steps);
        var coders = new ArrayList<BlockEncoder>();
        for (var i = 0; i < count; i++)
            coders.add(new BlockEncoder(new Requantizer(steps.get(i), steps.get(i)), JpegWriter.tableDestination(i)));
        var coder = new StripEncoder.PlaneEncoder(frame, coders, workspace.row);
        for (var row = 0; row < plane.rows(); row++) {
            coder.encodeRow(planes, row);
            writer.writeRow();
        }
        return writer.finish();
    }

    /// The same coefficients in a scan for each component. Before each, its quantization table replaces the
    /// last one at destination 0.
    static ImageBytes withSharedDestination(ImageBytes notInterleaved) {
        var tables = JpegEditor.parameters(notInterleaved, JpegEditor.first(notInterleaved, Marker.DQT));
        var out = new ByteArrayOutputStream();
        var scans = 0;
        var behind = 0;
        for (var segment : JpegEditor.segments(notInterleaved)) {
            if (segment.marker() != Marker.SOS) continue;
            out.write(notInterleaved.array(), behind, segment.start() - behind);
            var table = scans++ == 0 ? JpegEditor.dqt(0, 3) : Arrays.copyOfRange(tables, 0, 65);
            out.writeBytes(JpegEditor.segment(Marker.DQT, table));
            behind = segment.start();
        }
        out.write(notInterleaved.array(), behind, notInterleaved.size() - behind);
        return JpegEditor.withQuantizationTables(new ImageBytes(out.toByteArray()), 0, 0, 0);
    }
}
