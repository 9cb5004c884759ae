package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.GifBlock;
import dev.halftone.imaging.header.GifBlocks;
import java.io.ByteArrayOutputStream;
import java.util.Set;

/// Comments and application extensions, dropped but for those that say how often an animation loops and the colour
/// profile (GIF89a clauses 24 and 26). What follows the trailer is dropped too.
final class GifMetadata {
    private static final Set<String> SEEN = Set.of("NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012");
    private static final int COMMENT = 0xFE;
    private static final int APPLICATION = 0xFF;

    private GifMetadata() {}

    static byte[] without(byte[] gif) {
        var bytes = new Bytes(gif);
        var out = new ByteArrayOutputStream(gif.length);
        var end = GifBlocks.firstBlock(bytes);
        out.write(gif, 0, end);
        for (var block : GifBlocks.of(gif)) {
            if (isPicture(block, bytes)) out.write(gif, block.start(), block.end() - block.start());
            end = block.end();
        }
        // The trailer; or, in a damaged file, whatever else a decoder will have to make sense of.
        if (end < gif.length) out.write(gif, end, 1);
        return out.toByteArray();
    }

    private static boolean isPicture(GifBlock block, Bytes bytes) {
        if (block.kind() == GifBlock.IMAGE) return true;
        return switch (bytes.u8(block.start() + 1)) {
            case COMMENT -> false;
            case APPLICATION -> SEEN.contains(bytes.text(block.start() + 3, 11));
            default -> true;
        };
    }
}
