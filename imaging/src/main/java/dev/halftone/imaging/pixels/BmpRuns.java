package dev.halftone.imaging.pixels;

import dev.halftone.imaging.header.BmpHeader;
import dev.halftone.imaging.header.Bytes;
import java.util.Arrays;

/// Decodes the rows of a run-length coded BMP (BI_RLE4, BI_RLE8, and OS/2's RLE24), in the order they are
/// stored. Pixels that no run draws are black, as in Chromium.
///
/// A first pass finds where each row starts, so that rows can be decoded in any order without holding the
/// image.
final class BmpRuns implements BmpDecoder.StoredRows {
    private static final int END_OF_ROW = 0;
    private static final int END_OF_IMAGE = 1;
    private static final int DELTA = 2;
    private static final int BLACK = 0xFF << 24;
    private static final int[] NOWHERE = {};

    private final BmpColors colors;
    private final Bytes bytes;
    private final int width;
    // Of each row: the offset of its first command, 0 if there is none, and the column where that draws.
    private final int[] starts;
    private final int[] columns;
    private final boolean isComplete;

    // The next command, and the pixel it starts at.
    private int at;
    private int x;
    private int y;
    private boolean hasEnded;

    BmpRuns(BmpHeader header, BmpColors colors) {
        this.colors = colors;
        this.bytes = header.bytes();
        this.width = (int) header.width();
        this.starts = new int[(int) header.height()];
        this.columns = new int[starts.length];
        this.at = (int) Math.min(header.pixelsStart(), bytes.size());
        for (var row = -1; y < starts.length && !hasEnded && at < bytes.size(); decodeRun(NOWHERE)) {
            if (row == y) continue;
            row = y;
            starts[y] = at;
            columns[y] = x;
        }
        var isLastRowDrawn = y == starts.length - 1 && x == width;
        this.isComplete = at <= bytes.size() && (hasEnded || y >= starts.length || isLastRowDrawn);
    }

    /// False if the data end before the image does.
    @Override
    public boolean areComplete() {
        return isComplete;
    }

    @Override
    public void decode(int row, int[] argb) {
        Arrays.fill(argb, BLACK);
        at = starts[row];
        x = columns[row];
        y = row;
        hasEnded = at == 0;
        while (y == row && !hasEnded && at < bytes.size()) decodeRun(argb);
    }

    // Pass NOWHERE to only see where it ends.
    private void decodeRun(int[] argb) {
        var count = bytes.u8(at);
        var value = bytes.u8(at + 1);
        at += 2;
        if (count > 0) repeat(count, argb);
        else
            switch (value) {
                case END_OF_ROW -> {
                    x = 0;
                    y++;
                }
                case END_OF_IMAGE -> hasEnded = true;
                case DELTA -> {
                    x = Math.min(x + bytes.u8(at), width);
                    y += bytes.u8(at + 1);
                    at += 2;
                }
                default -> copy(value, argb);
            }
    }

    // One color, or with 4 bits two that alternate. They begin in the command's second byte.
    private void repeat(int count, int[] argb) {
        draw(count, at - 1, colors.bits() == 4 ? 2 : 1, argb);
        if (colors.bits() == 24) at += 2;
    }

    // Colors one by one, padded to an even number of bytes.
    private void copy(int count, int[] argb) {
        draw(count, at, count, argb);
        at += Math.ceilDiv(count * colors.bits(), 16) * 2;
    }

    // What exceeds the row is ignored.
    private void draw(int count, int start, int period, int[] argb) {
        var end = Math.min(x + count, width);
        if (argb.length > 0) for (var i = x; i < end; i++) argb[i] = colors.argb(start, (i - x) % period);
        x = end;
    }
}
