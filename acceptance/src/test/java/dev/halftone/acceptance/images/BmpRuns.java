package dev.halftone.acceptance.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;

/// The pixels of BMPs in run lengths (BI_RLE8 and BI_RLE4), from the bottom row up.
final class BmpRuns {
    private final BufferedImage image;
    private final int width;
    private final int height;

    BmpRuns(BufferedImage image) {
        this.image = image;
        width = image.getWidth();
        height = image.getHeight();
    }

    // Four bits of red and four of blue.
    private int index(int x, int y) {
        var rgb = image.getRGB(x, y);
        return (rgb >> 20 & 15) << 4 | (rgb >> 4 & 15);
    }

    // Each pixel is a run of one; the last pixels of a row may be left out.
    byte[] runs8(int skipped) {
        var out = new ByteArrayOutputStream();
        for (var y = height - 1; y >= 0; y--) {
            for (var x = 0; x < width - skipped; x++) out.writeBytes(new byte[] {1, (byte) index(x, y)});
            out.writeBytes(new byte[] {0, 0});
        }
        out.writeBytes(new byte[] {0, 1});
        return out.toByteArray();
    }

    byte[] absolute8() {
        var out = new ByteArrayOutputStream();
        for (var y = height - 1; y >= 0; y--) {
            out.writeBytes(new byte[] {0, (byte) width});
            for (var x = 0; x < width; x++) out.write(index(x, y));
            // An odd number of bytes is padded.
            out.writeBytes(new byte[] {0, 0, 0});
        }
        out.writeBytes(new byte[] {0, 1});
        return out.toByteArray();
    }

    // Five rows, then two that are skipped.
    byte[] deltas() {
        var out = new ByteArrayOutputStream();
        for (var y = height - 1; y >= 0; y--) {
            for (var x = 0; x < 30; x++) out.writeBytes(new byte[] {1, (byte) index(x, y)});
            if (y % 7 == 2 && y > 2) {
                out.writeBytes(new byte[] {0, 2, 5, 2});
                y -= 2;
            }
            out.writeBytes(new byte[] {0, 0});
        }
        out.writeBytes(new byte[] {0, 1});
        return out.toByteArray();
    }

    byte[] runs4() {
        var out = new ByteArrayOutputStream();
        for (var y = height - 1; y >= 0; y--) {
            for (var x = 0; x < width; x += 2) {
                var left = index(x, y) >> 4;
                var right = index(Math.min(x + 1, width - 1), y) >> 4;
                out.writeBytes(new byte[] {(byte) Math.min(2, width - x), (byte) (left << 4 | right)});
            }
            out.writeBytes(new byte[] {0, 0});
        }
        out.writeBytes(new byte[] {0, 1});
        return out.toByteArray();
    }
}
