package dev.halftone.imaging.jpeg;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tables in force: each segment replaces what an earlier one has put at the same destination (T.81 B.2.4).
final class CodingTables {
    private static final int DESTINATIONS = 4;

    private final @Nullable QuantisationSteps[] quantisation = new @Nullable QuantisationSteps[DESTINATIONS];
    private final @Nullable HuffmanTable[] dc = new @Nullable HuffmanTable[DESTINATIONS];
    private final @Nullable HuffmanTable[] ac = new @Nullable HuffmanTable[DESTINATIONS];
    private int restartInterval;

    /// DQT, B.2.4.1.
    void readQuantisation(Segment segment) {
        for (var at = 0; at < segment.size(); ) {
            var bytes = segment.u8(at) >> 4 == 0 ? 1 : 2;
            quantisation[destination(segment.u8(at))] = QuantisationSteps.at(segment, at + 1, bytes);
            at += 1 + 64 * bytes;
        }
    }

    /// DHT, B.2.4.2.
    void readHuffman(Segment segment) {
        for (var at = 0; at < segment.size(); ) {
            var table = HuffmanTable.at(segment, at + 1);
            (segment.u8(at) >> 4 == 0 ? dc : ac)[destination(segment.u8(at))] = table;
            at += 1 + table.size();
        }
    }

    /// DRI, B.2.4.4.
    void readRestartInterval(Segment segment) {
        restartInterval = segment.u16(0);
    }

    private static int destination(int classAndDestination) {
        var destination = classAndDestination & 0xF;
        if (destination >= DESTINATIONS) throw Ending.corrupt("it has a table beyond the fourth");
        return destination;
    }

    /// Ri, in MCUs; 0 where there are no restarts.
    int restartInterval() {
        return restartInterval;
    }

    QuantisationSteps quantisation(Component component) {
        return Optional.ofNullable(quantisation[component.quantisation()])
                .orElseThrow(() -> Ending.corrupt("a quantisation table is missing"));
    }

    HuffmanDecoder dc(int destination) {
        return decoder(dc[destination], HuffmanDecoder.Kind.DC);
    }

    HuffmanDecoder ac(int destination, HuffmanDecoder.Kind kind) {
        return decoder(ac[destination], kind);
    }

    private static HuffmanDecoder decoder(@Nullable HuffmanTable table, HuffmanDecoder.Kind kind) {
        if (table == null) throw Ending.declined(Requantised.Reason.HUFFMAN_TABLES);
        return new HuffmanDecoder(table, kind);
    }
}
