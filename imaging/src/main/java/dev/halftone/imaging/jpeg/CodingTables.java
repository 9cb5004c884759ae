package dev.halftone.imaging.jpeg;

import dev.halftone.imaging.CodecPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables in force. A segment replaces an earlier table at the same destination (T.81 B.2.4).
final class CodingTables {
    private static final int DESTINATIONS = 4;

    private final @Nullable QuantizationTable[] quantization = new @Nullable QuantizationTable[DESTINATIONS];
    private final @Nullable HuffmanTable[] dc = new @Nullable HuffmanTable[DESTINATIONS];
    private final @Nullable HuffmanTable[] ac = new @Nullable HuffmanTable[DESTINATIONS];
    private int restartInterval;

    /// Reads a DQT segment (B.2.4.1).
    void readQuantization(MarkerSegment markerSegment) {
        for (var at = 0; at < markerSegment.size(); ) {
            var bytes = markerSegment.u8(at) >> 4 == 0 ? 1 : 2;
            quantization[destination(markerSegment.u8(at))] = QuantizationTable.parse(markerSegment, at + 1, bytes);
            at += 1 + 64 * bytes;
        }
    }

    /// Reads a DHT segment (B.2.4.2).
    void readHuffman(MarkerSegment markerSegment) {
        for (var at = 0; at < markerSegment.size(); ) {
            var table = HuffmanTable.parse(markerSegment, at + 1);
            (markerSegment.u8(at) >> 4 == 0 ? dc : ac)[destination(markerSegment.u8(at))] = table;
            at += 1 + table.size();
        }
    }

    /// Reads a DRI segment (B.2.4.4).
    void readRestartInterval(MarkerSegment markerSegment) {
        restartInterval = markerSegment.u16(0);
    }

    private static int destination(int classAndDestination) {
        var destination = classAndDestination & 0xF;
        if (destination >= DESTINATIONS) throw JpegAbort.corrupt("it has more than four tables of a kind");
        return destination;
    }

    /// Ri, in MCUs; 0 if there are no restarts.
    int restartInterval() {
        return restartInterval;
    }

    QuantizationTable quantization(Frame.Component component) {
        return Optional.ofNullable(quantization[component.quantizationTable()])
                .orElseThrow(() -> JpegAbort.corrupt("a quantization table is missing"));
    }

    HuffmanDecoder dc(int destination) {
        return decoder(dc, destination, HuffmanDecoder.Kind.DC);
    }

    HuffmanDecoder ac(int destination, HuffmanDecoder.Kind kind) {
        return decoder(ac, destination, kind);
    }

    // Checked only when a table is used: in a scan of only DC, the destination for AC may be nonsense.
    private static HuffmanDecoder decoder(@Nullable HuffmanTable[] tables, int destination, HuffmanDecoder.Kind kind) {
        var table = destination < DESTINATIONS ? tables[destination] : null;
        if (table == null) throw JpegAbort.declined(CodecPath.HUFFMAN_TABLES);
        return new HuffmanDecoder(table, kind);
    }
}
