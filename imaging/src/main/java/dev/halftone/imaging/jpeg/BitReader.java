package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// The bits of one entropy-coded segment. The bytes are copied and the stuffed ones left out (T.81 F.1.2.3), so that
/// reading bits knows nothing of markers: behind the segment there are zeros, enough of them for a whole block.
///
/// Hot loops hold the fields in local variables and fill up without a branch, behind each AC coefficient and so before
/// each block: what follows it, DC and the first AC, are 53 bits at the most.
/// ```java
/// bits |= Words.bigEndian(data, next) >>> held; next += (63 - held) >>> 3; held |= 56;
/// ```
/// after which at least 56 bits are held. (What stands below the held bits is what the next filling puts there again.)
final class BitReader {
    // 64 symbols of at most 27 bits, eight bytes that are held and eight that are read ahead.
    private static final int PADDING = 64 * 4 + 16;

    /// The segment's bytes, and zeros behind them.
    byte[] data = new byte[0];
    /// The next bits, from the top.
    long bits;
    /// How many of them are held.
    int held;
    /// The index of the byte behind them.
    int next;

    private int size;

    /// Reads the entropy-coded segment at a place up to the marker that ends it; returns where that is.
    int open(byte[] jpeg, int from) {
        if (data.length < jpeg.length - from + PADDING) data = new byte[jpeg.length - from + PADDING];
        var end = unstuff(jpeg, from);
        Arrays.fill(data, size, size + PADDING, (byte) 0);
        bits = 0;
        held = 0;
        next = 0;
        refill();
        return end;
    }

    private int unstuff(byte[] jpeg, int from) {
        size = 0;
        for (var in = from; ; ) {
            var copied = ByteScan.copyUntilFF(jpeg, in, jpeg.length, data, size);
            in += copied;
            size += copied;
            var after = skipFill(jpeg, in);
            if (after >= jpeg.length) return jpeg.length;
            if (jpeg[after] != 0) return after - 1;
            data[size++] = (byte) 0xFF;
            in = after + 1;
        }
    }

    // Any number of bytes 0xFF may stand before a marker (B.1.1.2).
    private static int skipFill(byte[] jpeg, int at) {
        var behind = at;
        while (behind < jpeg.length && jpeg[behind] == (byte) 0xFF) behind++;
        return behind;
    }

    /// Where a block may begin at the latest, by its [#next]: up to eight bytes are held.
    int limit() {
        return size + 8;
    }

    /// Whether no more has been read than there is.
    boolean isWithinSegment() {
        return bytesRead() <= size;
    }

    /// Whether all has been read but for the bits that fill the last byte, and bytes of nothing but zeros or
    /// ones that some encoders add.
    boolean isAtEnd() {
        for (var at = bytesRead(); at < size; at++) if (data[at] != 0 && data[at] != -1) return false;
        return isWithinSegment();
    }

    // The byte in the middle of which the next bit stands counts as read.
    private int bytesRead() {
        return next - (held >>> 3);
    }

    /// To be called before each block: refuses to read on behind the segment's end.
    void requireData() {
        if (next > limit()) throw EntropyCodedSegments.truncated();
    }

    /// The entry of the next symbol, which is read.
    int readSymbol(HuffmanDecoder decoder) {
        refill();
        var symbol = decoder.lookup[(int) (bits >>> HuffmanDecoder.LOOKUP_SHIFT)];
        if (symbol == 0) symbol = decoder.entry(bits);
        bits <<= symbol;
        held -= symbol & HuffmanDecoder.LENGTH;
        return symbol;
    }

    /// Takes back some of the bits that were read last.
    void unread(int count) {
        var unread = held + count;
        var read = -unread & 7;
        next -= (unread + 7) >>> 3;
        bits = ByteScan.readBigEndian(data, next) << read;
        held = 56 - read;
        next += 7;
    }

    /// Sees to it that at least 56 bits are held.
    void refill() {
        bits |= ByteScan.readBigEndian(data, next) >>> held;
        next += (63 - held) >>> 3;
        held |= 56;
    }

    /// A few bits, at most 32, as a number.
    int readBits(int count) {
        refill();
        var taken = (int) (bits >>> 1 >>> (63 - count));
        bits <<= count;
        held -= count;
        return taken;
    }
}
