package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.GifBlocks;
import dev.halftone.imaging.header.GifFrame;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A GIF rewritten so that libnsgif shows what browsers show (GIF89a clauses 18 to 26). In browsers the
/// screen begins transparent and is cleared to transparent. In libnsgif it is opaque unless a color is
/// transparent, it is cleared to the background color, and some screen sizes are not believed.
///
/// An empty, transparent frame of the screen's size comes first. The background is a color that no frame has,
/// so that it can be found and made transparent after decoding.
///
/// @param background red, green and blue
record NormalizedGif(ImageBytes bytes, int background) {

    /// Empty if libnsgif shows the source as browsers do, or the source is incomplete.
    static Optional<NormalizedGif> of(ImageBytes source) {
        var frames = GifFrame.of(source.array());
        return frames.isEmpty()
                        || frames.getLast().block().isTruncated()
                        || isShownAsByBrowsers(frames, new Bytes(source.array()))
                ? Optional.empty()
                : Optional.of(new Writer(new Bytes(source.array()), frames).write());
    }

    private static boolean isShownAsByBrowsers(List<GifFrame> frames, Bytes gif) {
        return frames.getFirst().covers(gif.u16le(6), gif.u16le(8))
                && IntStream.range(1, frames.size()).noneMatch(i -> showsBackground(frames.get(i - 1), frames.get(i)));
    }

    private static boolean showsBackground(GifFrame frame, GifFrame next) {
        return frame.isRemoved() && !frame.isTransparent() && !next.hides(frame);
    }

    /// Writes the file. Only extensions with application data are copied, such as the loop count.
    private static final class Writer {
        private static final int SIGNATURE = 6;
        private static final int SCREEN_DESCRIPTOR = 13;
        private static final int IMAGE_DESCRIPTOR = 10;
        private static final int APPLICATION = 0xFF;
        private static final int INTERLACED = 0x40;
        private static final int HAS_COLOR_TABLE = 0x80;
        private static final int TRANSPARENT = 1;
        private static final byte[] BLACK_AND_WHITE = {0, 0, 0, -1, -1, -1};

        // A code size of 2, and one sub-block with the codes for "clear", one transparent pixel, and "end".
        private static final byte[] NO_PIXELS = {2, 2, 0x44, 1, 0};

        private final Bytes gif;
        private final List<GifFrame> frames;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer(Bytes gif, List<GifFrame> frames) {
            this.gif = gif;
            this.frames = frames;
        }

        NormalizedGif write() {
            var background = unusedColor();
            writeScreen(background);
            writeApplicationData();
            writeEmptyFrame();
            for (var i = 0; i < frames.size(); i++) writeFrame(i);
            out.write(';');
            return new NormalizedGif(new ImageBytes(out.toByteArray()), background);
        }

        private int unusedColor() {
            var used = new HashSet<Integer>();
            for (var frame : frames) {
                var table = new Bytes(colorTable(frame));
                for (var at = 0; at < table.size(); at += 3) used.add((int) table.bigEndian(at, 3));
            }
            return IntStream.iterate(0, color -> color + 1)
                    .filter(color -> !used.contains(color))
                    .findFirst()
                    .orElseThrow();
        }

        // With a color table of twice the background.
        private void writeScreen(int background) {
            var color = new byte[] {(byte) (background >> 16), (byte) (background >> 8), (byte) background};
            out.write(gif.array(), 0, SIGNATURE);
            writeShorts(width(), height());
            out.writeBytes(new byte[] {(byte) HAS_COLOR_TABLE, 0, 0});
            out.writeBytes(color);
            out.writeBytes(color);
        }

        private void writeApplicationData() {
            for (var block : GifBlocks.of(gif.array())) {
                if (block.type() == GifBlocks.Block.EXTENSION && gif.u8(block.start() + 1) == APPLICATION)
                    out.write(gif.array(), block.start(), block.end() - block.start());
            }
        }

        private void writeEmptyFrame() {
            writeControl(TRANSPARENT, frames.getFirst().delay(), 0);
            out.write(GifBlocks.Block.IMAGE);
            writeShorts(0, 0, width(), height());
            out.write(0);
            out.writeBytes(NO_PIXELS);
        }

        // libvips counts delays from the first frame of the file, so each is that of the next frame.
        private void writeFrame(int index) {
            var frame = frames.get(index);
            var next = frames.get(Math.min(index + 1, frames.size() - 1));
            writeControl(frame.controlFlags(), next.delay(), frame.transparentIndex());
            var table = colorTable(frame);
            var flags = frame.block().start() + IMAGE_DESCRIPTOR - 1;
            var data = flags + 1 + GifBlocks.colorTableSize(gif, flags);
            out.write(gif.array(), frame.block().start(), IMAGE_DESCRIPTOR - 1);
            out.write((gif.u8(flags) & INTERLACED) | HAS_COLOR_TABLE | sizeBits(table));
            out.writeBytes(table);
            out.write(gif.array(), data, frame.block().end() - data);
        }

        // The color table that is in force: its own, the screen's, or libnsgif's default.
        private byte[] colorTable(GifFrame frame) {
            var flags = frame.block().start() + IMAGE_DESCRIPTOR - 1;
            var own = GifBlocks.colorTableSize(gif, flags);
            if (own > 0) return gif.slice(flags + 1, flags + 1 + own).array();
            var shared = GifBlocks.colorTableSize(gif, SCREEN_DESCRIPTOR - 3);
            return shared > 0
                    ? gif.slice(SCREEN_DESCRIPTOR, SCREEN_DESCRIPTOR + shared).array()
                    : BLACK_AND_WHITE;
        }

        // A table of 2, 4, … 256 colors has size 0, 1, … 7.
        private static int sizeBits(byte[] table) {
            return Integer.numberOfTrailingZeros(table.length / 3) - 1;
        }

        private void writeControl(int flags, int delay, int transparentIndex) {
            out.writeBytes(new byte[] {GifBlocks.Block.EXTENSION, (byte) GifFrame.GRAPHIC_CONTROL, 4, (byte) flags});
            writeShorts(delay);
            out.write(transparentIndex);
            out.write(0);
        }

        // The first frame enlarges the screen, as in browsers.
        private int width() {
            return Math.max(gif.u16le(6), frames.getFirst().right());
        }

        private int height() {
            return Math.max(gif.u16le(8), frames.getFirst().bottom());
        }

        private void writeShorts(int... values) {
            for (var value : values) {
                out.write(value);
                out.write(value >> 8);
            }
        }
    }
}
