package dev.halftone.imaging.header;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// The blocks of a GIF between its screen descriptor and its trailer (GIF89a clauses 17 to 27): images and
/// extensions. The last one may be truncated.
public final class GifBlocks implements Iterator<GifBlocks.Block> {
    private final Bytes bytes;
    private int at;

    private GifBlocks(Bytes bytes) {
        this.bytes = bytes;
        this.at = firstBlock(bytes);
    }

    /// The blocks, which may be iterated more than once.
    public static Iterable<Block> of(byte[] gif) {
        var bytes = new Bytes(gif);
        return () -> new GifBlocks(bytes);
    }

    /// The offset of the first block, after the screen descriptor and the color table.
    public static int firstBlock(Bytes gif) {
        return Math.min(13 + colorTableSize(gif, 10), gif.size());
    }

    // Some encoders omit the trailer. Nothing else may be missing.
    static boolean isComplete(byte[] gif) {
        var end = 0;
        for (var block : of(gif)) {
            if (block.isTruncated()) return false;
            end = block.end();
        }
        return end > 0;
    }

    @Override
    public boolean hasNext() {
        return bytes.u8(at) == Block.IMAGE || bytes.u8(at) == Block.EXTENSION;
    }

    @Override
    public Block next() {
        if (!hasNext()) throw new NoSuchElementException();
        var type = bytes.u8(at);
        var end = subBlocksEnd(type == Block.IMAGE ? at + 11 + colorTableSize(bytes, at + 9) : at + 2);
        var block = new Block(type, at, Math.min(end, bytes.size()), end > bytes.size());
        at = block.end();
        return block;
    }

    // Each sub-block begins with its size; the last is empty.
    private int subBlocksEnd(int from) {
        var end = from;
        while (bytes.u8(end) != 0) end += 1 + bytes.u8(end);
        return end + 1;
    }

    /// The size of a color table in bytes; 0 if there is none.
    ///
    /// @param flagsAt the offset of the flags of its screen or image descriptor
    public static int colorTableSize(Bytes bytes, int flagsAt) {
        var flags = bytes.u8(flagsAt);
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    /// A block of a GIF.
    ///
    /// @param type [#IMAGE] or [#EXTENSION]
    /// @param start the offset of the type byte
    /// @param end the offset after the block, or the file's end
    /// @param isTruncated whether the file ends within it
    public record Block(int type, int start, int end, boolean isTruncated) {
        public static final int IMAGE = 0x2C;
        public static final int EXTENSION = 0x21;
    }
}
