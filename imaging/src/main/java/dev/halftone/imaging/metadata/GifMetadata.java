package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.Set;

/// Comments and application extensions, dropped but for those that say how often an animation loops and the colour
/// profile (GIF89a clauses 24 and 26). What follows the trailer is dropped too.
final class GifMetadata {
    private static final Set<String> SEEN = Set.of("NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012");
    private static final int IMAGE = 0x2C;
    private static final int EXTENSION = 0x21;
    private static final int COMMENT = 0xFE;
    private static final int APPLICATION = 0xFF;

    private final Bytes bytes;
    private final ByteArrayOutputStream out;

    private GifMetadata(byte[] gif) {
        this.bytes = new Bytes(gif);
        this.out = new ByteArrayOutputStream(gif.length);
    }

    static byte[] without(byte[] gif) {
        return new GifMetadata(gif).copied();
    }

    private byte[] copied() {
        var at = copy(0, 13 + colourTable(10));
        while (bytes.u8(at) == IMAGE || bytes.u8(at) == EXTENSION) {
            var end = blockEnd(at);
            at = isPicture(at) ? copy(at, end) : end;
        }
        // The trailer; or, in a damaged file, whatever else a decoder will have to make sense of.
        copy(at, at + 1);
        return out.toByteArray();
    }

    private boolean isPicture(int at) {
        if (bytes.u8(at) == IMAGE) return true;
        return switch (bytes.u8(at + 1)) {
            case COMMENT -> false;
            case APPLICATION -> SEEN.contains(bytes.text(at + 3, 11));
            default -> true;
        };
    }

    // An image has a descriptor of 10 bytes, maybe a colour table, and the code size before its sub-blocks.
    private int blockEnd(int at) {
        return subBlocksEnd(bytes.u8(at) == IMAGE ? at + 11 + colourTable(at + 9) : at + 2);
    }

    private int subBlocksEnd(int at) {
        while (bytes.u8(at) != 0) at += 1 + bytes.u8(at);
        return Math.min(at + 1, bytes.size());
    }

    private int colourTable(int flagsAt) {
        var flags = bytes.u8(flagsAt);
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private int copy(int from, int to) {
        var end = Math.min(to, bytes.size());
        if (from < end) out.write(bytes.array(), from, end - from);
        return end;
    }
}
