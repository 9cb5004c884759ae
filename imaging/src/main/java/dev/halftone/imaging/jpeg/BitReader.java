package dev.halftone.imaging.jpeg;

import java.util.Arrays;

/// The bits of one entropy-coded segment. The bytes are copied without the stuffed ones (T.81 F.1.2.3), so that
/// reading bits need not handle markers. The segment is followed by zeros, enough for a whole block.
///
/// Hot loops copy the fields to local variables. They refill without a branch after each AC coefficient, and thus
/// before each block. What follows a refill, DC and the first AC, takes at most 53 bits.
/// ```java
/// bits |= ByteScan.readBigEndian(data, next) >>> held; next += (63 - held) >>> 3; held |= 56;
/// ```
/// After this at least 56 bits are held. (Bits below the held ones equal what the next refill puts there.)
final class BitReader {
    // 64 symbols of at most 27 bits, eight bytes that are held and eight that are read ahead.
    private static final int PADDING = 64 * 4 + 16;

    /// The segment's bytes, followed by zeros.
    byte[] data = new byte[0];
    /// The next bits, from the top.
    long bits;
    /// How many bits are held.
    int held;
    /// The index of the byte after the held bits.
    int next;

    private int size;
    private boolean endsWithFile;

    /// Opens the entropy-coded segment at an offset, up to the marker that ends it. Returns the marker's
    /// offset.
    int open(byte[] jpeg, int from) {
        if (data.length < jpeg.length - from + PADDING) data = new byte[jpeg.length - from + PADDING];
        var end = unstuff(jpeg, from);
        endsWithFile = end == jpeg.length;
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

    // Any number of bytes 0xFF may precede a marker (B.1.1.2).
    private static int skipFill(byte[] jpeg, int at) {
        var end = at;
        while (end < jpeg.length && jpeg[end] == (byte) 0xFF) end++;
        return end;
    }

    /// The highest value of [#next] at which a block may begin: up to eight bytes are held.
    int limit() {
        return size + 8;
    }

    /// Whether no more has been read than the segment contains.
    boolean isWithinSegment() {
        return bytesRead() <= size;
    }

    /// Whether everything has been read, except the bits that pad the last byte, and bytes of only zeros or
    /// ones, which some encoders add.
    boolean isAtEnd() {
        for (var at = bytesRead(); at < size; at++) if (data[at] != 0 && data[at] != -1) return false;
        return isWithinSegment();
    }

    // A partly read byte counts as read.
    private int bytesRead() {
        return next - (held >>> 3);
    }

    /// Call this before each block. Throws if the segment has ended.
    void requireData() {
        if (next > limit()) throw outOfData();
    }

    /// The segment is too short: the file is truncated, or a marker stands where none belongs.
    JpegAbort outOfData() {
        return endsWithFile ? JpegAbort.corrupt("its coded data ends too early") : JpegAbort.damaged();
    }

    /// Reads the next symbol and returns its entry.
    int readSymbol(HuffmanDecoder decoder) {
        refill();
        var symbol = decoder.lookup[(int) (bits >>> HuffmanDecoder.LOOKUP_SHIFT)];
        if (symbol == 0) symbol = decoder.entry(bits);
        bits <<= symbol;
        held -= symbol & HuffmanDecoder.LENGTH;
        return symbol;
    }

    /// Returns the last bits to the reader.
    void unread(int count) {
        var unread = held + count;
        var read = -unread & 7;
        next -= (unread + 7) >>> 3;
        bits = ByteScan.readBigEndian(data, next) << read;
        held = 56 - read;
        next += 7;
    }

    /// Makes sure that at least 56 bits are held.
    void refill() {
        bits |= ByteScan.readBigEndian(data, next) >>> held;
        next += (63 - held) >>> 3;
        held |= 56;
    }

    /// Reads a number of up to 32 bits.
    int readBits(int count) {
        refill();
        var taken = (int) (bits >>> 1 >>> (63 - count));
        bits <<= count;
        held -= count;
        return taken;
    }
}
