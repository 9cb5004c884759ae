package dev.halftone.imaging.jpeg;

import java.util.ArrayList;
import java.util.List;

/// Decodes a scan into planes.
final class ScanDecoder {
    /// A component in the scan.
    ///
    /// @param horizontal its blocks across in an MCU of this scan
    /// @param vertical its blocks down in it
    private record Part(Plane plane, int horizontal, int vertical, BlockDecoder decoder) {}

    private final EntropyCodedData data;
    private final Part[] parts;
    private final int across;
    private final int down;

    private ScanDecoder(List<Part> parts, EntropyCodedData data, int across, int down) {
        this.data = data;
        this.parts = parts.toArray(Part[]::new);
        this.across = across;
        this.down = down;
    }

    /// A scan of one component is not interleaved: each of its blocks is an MCU, and there are none that only fill one
    /// (T.81 A.2.2).
    static ScanDecoder of(Scan scan, JpegReader jpeg, List<Plane> planes, Workspace workspace) {
        var frame = jpeg.frame();
        var interleaved = scan.parts().size() > 1;
        var decoders = new BlockDecoders(scan, jpeg, workspace.bits);
        var parts = new ArrayList<Part>();
        for (var part : scan.parts()) {
            var component = frame.components().get(part.component());
            var plane = planes.get(part.component());
            parts.add(new Part(
                    plane,
                    interleaved ? component.horizontal() : 1,
                    interleaved ? component.vertical() : 1,
                    decoders.of(part, plane)));
        }
        var only = parts.getFirst().plane();
        var data = jpeg.data(workspace.bits);
        return interleaved
                ? new ScanDecoder(parts, data, frame.mcusAcross(), frame.mcusDown())
                : new ScanDecoder(parts, data, only.across(), only.down());
    }

    /// Decodes all there is.
    void all(Deadline deadline) {
        rows(down, deadline);
    }

    /// Decodes some rows of MCUs, into the planes' first rows.
    void rows(int rows, Deadline deadline) {
        for (var row = 0; row < rows; row++) {
            deadline.check();
            for (var column = 0; column < across; ) {
                if (data.restarts()) for (var part : parts) part.decoder.restart();
                var mcus = data.mcus(across - column);
                mcus(row, column, mcus);
                column += mcus;
            }
        }
    }

    EntropyCodedData data() {
        return data;
    }

    private void mcus(int row, int column, int mcus) {
        if (parts.length == 1) {
            var only = parts[0];
            only.decoder.decode(only.plane.block(row, column), mcus);
        } else {
            for (var mcu = column; mcu < column + mcus; mcu++) mcu(row, mcu);
        }
    }

    private void mcu(int row, int column) {
        for (var part : parts) {
            for (var y = 0; y < part.vertical; y++) {
                var first = part.plane.block(row * part.vertical + y, column * part.horizontal);
                part.decoder.decode(first, part.horizontal);
            }
        }
    }
}
