package dev.halftone.imaging.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Encodes the blocks of one progressive scan (T.81 G.1.2), as plainly as the standard puts it.
final class ProgressiveScanEncoder {
    private static final int NONE = -1;
    private static final int RESTART = -2;

    /// A Huffman symbol, or none, and the bits after it, as text.
    private record Item(int symbol, String bits) {}

    private final ScanHeader scanHeader;
    private final int longestRun;
    private final List<Item> items = new ArrayList<>();
    private final int[] prediction = new int[4];
    private int eobRun;
    private String eobCorrections = "";

    /// @param longestRun the largest EOBRUN
    ProgressiveScanEncoder(ScanHeader scanHeader, int longestRun) {
        this.scanHeader = scanHeader;
        this.longestRun = longestRun;
    }

    void restart() {
        endRun();
        items.add(new Item(RESTART, ""));
        for (var i = 0; i < prediction.length; i++) prediction[i] = 0;
    }

    void add(int component, int[] coefficients) {
        if (scanHeader.isDc()) addDc(component, coefficients[0] >> scanHeader.approximationLow());
        else if (scanHeader.isRefinement()) refineAc(coefficients);
        else addAc(coefficients);
    }

    // G.1.2.1
    private void addDc(int component, int dc) {
        if (scanHeader.isRefinement()) {
            items.add(new Item(NONE, "" + (dc & 1)));
        } else {
            addNumber(0, dc - prediction[component]);
            prediction[component] = dc;
        }
    }

    private void addNumber(int run, int number) {
        var size = 32 - Integer.numberOfLeadingZeros(Math.abs(number));
        items.add(new Item(run << 4 | size, lowBits(number < 0 ? number - 1 : number, size)));
    }

    private static String lowBits(int number, int count) {
        var bits = new StringBuilder();
        for (var i = count - 1; i >= 0; i--) bits.append(number >> i & 1);
        return bits.toString();
    }

    private int magnitude(int coefficient) {
        return Math.abs(coefficient) >> scanHeader.approximationLow();
    }

    // Figure G.3
    private void addAc(int[] coefficients) {
        var run = 0;
        for (var k = scanHeader.spectralStart(); k <= scanHeader.spectralEnd(); k++) {
            var magnitude = magnitude(coefficients[k]);
            if (magnitude == 0) {
                run++;
                continue;
            }
            endRun();
            for (; run > 15; run -= 16) items.add(new Item(HuffmanSymbolBuffer.ZRL, ""));
            addNumber(run, coefficients[k] < 0 ? -magnitude : magnitude);
            run = 0;
        }
        if (run > 0) extendRun("");
    }

    // Figure G.7
    private void refineAc(int[] coefficients) {
        var last = scanHeader.spectralEnd();
        while (last >= scanHeader.spectralStart() && magnitude(coefficients[last]) != 1) last--;
        var run = 0;
        var corrections = "";
        for (var k = scanHeader.spectralStart(); k <= scanHeader.spectralEnd(); k++) {
            var magnitude = magnitude(coefficients[k]);
            if (magnitude == 0) {
                run++;
                continue;
            }
            for (; run > 15 && k <= last; run -= 16) {
                endRun();
                items.add(new Item(HuffmanSymbolBuffer.ZRL, corrections));
                corrections = "";
            }
            if (magnitude > 1) {
                corrections += magnitude & 1;
                continue;
            }
            endRun();
            items.add(new Item(run << 4 | 1, (coefficients[k] < 0 ? "0" : "1") + corrections));
            corrections = "";
            run = 0;
        }
        if (run > 0 || !corrections.isEmpty()) extendRun(corrections);
    }

    private void extendRun(String corrections) {
        eobRun++;
        eobCorrections += corrections;
        if (eobRun == longestRun) endRun();
    }

    // Figure G.4
    private void endRun() {
        if (eobRun == 0) return;
        var size = 31 - Integer.numberOfLeadingZeros(eobRun);
        items.add(new Item(size << 4, lowBits(eobRun, size) + eobCorrections));
        eobRun = 0;
        eobCorrections = "";
    }

    /// Writes the scan with its Huffman table.
    void writeTo(ByteArrayOutputStream out) {
        endRun();
        var codes = new String[256];
        if (items.stream().anyMatch(item -> item.symbol >= 0)) out.writeBytes(huffmanTable(codes));
        out.writeBytes(header());
        var bits = new StringBuilder();
        var restarts = 0;
        for (var item : items) {
            if (item.symbol >= 0) bits.append(codes[item.symbol]);
            bits.append(item.bits);
            if (item.symbol != RESTART) continue;
            flush(bits, out);
            out.write(0xFF);
            out.write(Marker.RST0 + (restarts++ & 7));
        }
        flush(bits, out);
    }

    private byte[] huffmanTable(String[] codes) {
        var frequencies = new int[256];
        for (var item : items) if (item.symbol >= 0) frequencies[item.symbol]++;
        var table = HuffmanTable.Optimizer.optimize(frequencies);
        var segment = new ByteArrayOutputStream();
        segment.write(scanHeader.isDc() ? 0 : 0x10);
        for (var length = 1; length <= 16; length++) segment.write(table.count(length));
        var code = 0;
        var index = 0;
        for (var length = 1; length <= 16; length++, code <<= 1) {
            for (var i = 0; i < table.count(length); i++) {
                segment.write(table.value(index));
                codes[table.value(index++)] = lowBits(code++, length);
            }
        }
        return JpegEditor.segment(Marker.DHT, segment.toByteArray());
    }

    private byte[] header() {
        var header = new ByteArrayOutputStream();
        header.write(scanHeader.components().size());
        for (var scanComponent : scanHeader.components()) {
            header.write(scanComponent.index() + 1);
            header.write(0);
        }
        header.write(scanHeader.spectralStart());
        header.write(scanHeader.spectralEnd());
        header.write(scanHeader.approximationHigh() << 4 | scanHeader.approximationLow());
        return JpegEditor.segment(Marker.SOS, header.toByteArray());
    }

    private static void flush(StringBuilder bits, ByteArrayOutputStream out) {
        while (bits.length() % 8 != 0) bits.append('1');
        for (var i = 0; i < bits.length(); i += 8) {
            var coded = Integer.parseInt(bits, i, i + 8, 2);
            out.write(coded);
            if (coded == 0xFF) out.write(0);
        }
        bits.setLength(0);
    }
}
