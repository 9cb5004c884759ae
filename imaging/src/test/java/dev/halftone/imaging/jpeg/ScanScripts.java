package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.ImageBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;

/// JPEGs coded again in other scans than encoders at hand write.
final class ScanScripts {
    private ScanScripts() {}

    /// The same coefficients in scans of so many components each, each with its Huffman tables before it.
    static ImageBytes interleaved(ImageBytes jpeg, int... components) {
        var decoded = Decoded.of(jpeg);
        var out = new ByteArrayOutputStream();
        out.write(jpeg.array(), 0, Jpegs.first(jpeg, Marker.DHT).start());
        var first = 0;
        for (var count : components) {
            var part = part(decoded, first, count);
            var names = Jpegs.first(part, Marker.SOS).parameters() + 1;
            for (var i = 0; i < count; i++) part = Jpegs.changed(part, names + 2 * i, first + i + 1);
            var from = Jpegs.first(part, Marker.DHT).start();
            out.write(part.array(), from, part.size() - 2 - from);
            first += count;
        }
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) Marker.EOI});
        return new ImageBytes(out.toByteArray());
    }

    // Some components, which are sampled alike, as a picture of their own.
    private static ImageBytes part(Decoded decoded, int first, int count) {
        var planes = decoded.planes().subList(first, first + count);
        var steps = decoded.steps().subList(first, first + count);
        var components = new ArrayList<Component>();
        for (var i = 0; i < count; i++) components.add(new Component(i + 1, 1, 1, 0));
        var plane = planes.getFirst();
        var frame = new Frame(Marker.SOF0, 8, 8 * plane.down(), 8 * plane.across(), components);
        var workspace = new Workspace();
        var writer = new JpegWriter(frame, new Application(), workspace);
        writer.begin(steps);
        var coders = new ArrayList<Coder>();
        for (var i = 0; i < count; i++)
            coders.add(new Coder(new Requantiser(steps.get(i), steps.get(i)), JpegWriter.destination(i)));
        var coder = new PlaneCoder(frame, coders, workspace.row);
        for (var row = 0; row < plane.down(); row++) {
            coder.row(planes, row);
            writer.rowDone();
        }
        return writer.end();
    }

    /// The same coefficients in a scan for each component, whose quantisation table is put at destination 0 before it,
    /// where the one before was.
    static ImageBytes atOneDestination(ImageBytes notInterleaved) {
        var tables = Jpegs.parameters(notInterleaved, Jpegs.first(notInterleaved, Marker.DQT));
        var out = new ByteArrayOutputStream();
        var scans = 0;
        var behind = 0;
        for (var segment : Jpegs.segments(notInterleaved)) {
            if (segment.marker() != Marker.SOS) continue;
            out.write(notInterleaved.array(), behind, segment.start() - behind);
            var table = scans++ == 0 ? Jpegs.steps(0, 3) : Arrays.copyOfRange(tables, 0, 65);
            out.writeBytes(Jpegs.segment(Marker.DQT, table));
            behind = segment.start();
        }
        out.write(notInterleaved.array(), behind, notInterleaved.size() - behind);
        return Jpegs.quantisedBy(new ImageBytes(out.toByteArray()), 0, 0, 0);
    }
}
