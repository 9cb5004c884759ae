package dev.halftone.imaging.header;

import java.util.ArrayList;
import java.util.List;

/// A frame of a GIF: its image descriptor, and the graphic control extension before it (GIF89a clauses 20 and
/// 23).
///
/// @param gif the whole file
/// @param block the image, from its descriptor to its last sub-block
/// @param control the offset of the extension's fields; 0 if there is no extension
public record GifFrame(Bytes gif, GifBlocks.Block block, int control) {
    /// The label of the graphic control extension.
    public static final int GRAPHIC_CONTROL = 0xF9;
    private static final int TO_BACKGROUND = 2;

    // In hundredths of a second, as libnsgif has it. Browsers use the same for a delay of 0.
    private static final int DEFAULT_DELAY = 10;

    /// The frames of a GIF, in order.
    public static List<GifFrame> of(byte[] gif) {
        var bytes = new Bytes(gif);
        var frames = new ArrayList<GifFrame>();
        var control = 0;
        for (var block : GifBlocks.of(gif)) {
            if (block.type() == GifBlocks.Block.IMAGE) {
                frames.add(new GifFrame(bytes, block, control));
                control = 0;
            } else if (bytes.u8(block.start() + 1) == GRAPHIC_CONTROL) control = block.start() + 3;
        }
        return frames;
    }

    private int left() {
        return gif.u16le(block.start() + 1);
    }

    private int top() {
        return gif.u16le(block.start() + 3);
    }

    /// The column after its last.
    public int right() {
        return left() + gif.u16le(block.start() + 5);
    }

    /// The row after its last.
    public int bottom() {
        return top() + gif.u16le(block.start() + 7);
    }

    /// The flags of the extension: how it is disposed of, and whether one color is transparent.
    public int controlFlags() {
        return control == 0 ? 0 : gif.u8(control);
    }

    /// In hundredths of a second.
    public int delay() {
        return control == 0 ? DEFAULT_DELAY : gif.u16le(control + 1);
    }

    /// The index of the transparent color, if it has one.
    public int transparentIndex() {
        return control == 0 ? 0 : gif.u8(control + 3);
    }

    /// Whether one of its colors is transparent.
    public boolean isTransparent() {
        return (controlFlags() & 1) == 1;
    }

    /// Whether it is removed before the next frame: cleared, or replaced by what was there before.
    public boolean isRemoved() {
        return (controlFlags() >> 2 & 7) >= TO_BACKGROUND;
    }

    /// Whether it lies on all of the screen.
    public boolean covers(int width, int height) {
        return left() == 0 && top() == 0 && right() >= width && bottom() >= height;
    }

    /// Whether nothing is seen of another frame's area.
    public boolean hides(GifFrame other) {
        return !isTransparent()
                && left() <= other.left()
                && top() <= other.top()
                && right() >= other.right()
                && bottom() >= other.bottom();
    }
}
