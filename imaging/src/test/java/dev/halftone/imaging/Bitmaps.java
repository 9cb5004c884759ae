package dev.halftone.imaging;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// BMPs that the JDK does not write.
final class Bitmaps {
    private static final int FILE_HEADER = 14;
    private static final int INFO_HEADER = 108;

    private Bitmaps() {}

    /// 32 bits a pixel with an alpha mask (BITMAPV4HEADER, BI_BITFIELDS).
    static ImageBytes withAlpha(BufferedImage image) {
        var size = FILE_HEADER + INFO_HEADER + 4 * image.getWidth() * image.getHeight();
        var bmp = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(size).putInt(0).putInt(FILE_HEADER + INFO_HEADER);
        bmp.putInt(INFO_HEADER).putInt(image.getWidth()).putInt(image.getHeight());
        bmp.putShort((short) 1).putShort((short) 32).putInt(3).putInt(0);
        bmp.putInt(2835).putInt(2835).putInt(0).putInt(0);
        bmp.putInt(0xFF0000).putInt(0xFF00).putInt(0xFF).putInt(0xFF000000).putInt(0x73524742);
        bmp.position(FILE_HEADER + INFO_HEADER);
        for (var y = image.getHeight() - 1; y >= 0; y--) {
            for (var x = 0; x < image.getWidth(); x++) bmp.putInt(image.getRGB(x, y));
        }
        return new ImageBytes(bmp.array());
    }
}
