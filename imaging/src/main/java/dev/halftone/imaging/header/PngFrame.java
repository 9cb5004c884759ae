package dev.halftone.imaging.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A frame of an animated PNG: where it is on the canvas, and its pixels (PNG 3rd edition, clauses 11.3.6.2
/// and 11.3.6.3).
///
/// @param data its pixels, deflated, in one part or several
public record PngFrame(long width, long height, long left, long top, List<Bytes> data) {

    /// The first frame of an animation. Empty if the PNG is not animated, or browsers do not show that frame.
    public static Optional<PngFrame> firstOf(Bytes png) {
        if (!isDeclared(png)) return Optional.empty();
        var parser = new Parser(png);
        PngChunk.of(png).takeWhile(_ -> !parser.isDone).forEach(parser::read);
        return parser.frame();
    }

    /// Whether an animation is declared whose first frame is broken. Browsers then show nothing.
    public static boolean isBroken(Bytes png) {
        return isDeclared(png) && firstOf(png).isEmpty();
    }

    // An animation control chunk counts only before the pixels, and with one frame or more.
    private static boolean isDeclared(Bytes png) {
        var control = ImageHeader.PngChunks.offsetsBeforeIdat(png).get("acTL");
        return control != null && png.u32(control) > 0;
    }

    /// Whether its pixels are those that a decoder without animation shows.
    public boolean isDefaultImage() {
        return data.isEmpty();
    }

    /// Reads chunks up to the end of the first frame.
    private static final class Parser {
        private static final int SEQUENCE_NUMBER = 4;

        private final Bytes png;
        private final List<Bytes> data = new ArrayList<>();
        private Optional<PngChunk> control = Optional.empty();
        private boolean isAfterPixels;
        private boolean isDefaultImage;
        private boolean isBroken;
        private boolean isDone;

        Parser(Bytes png) {
            this.png = png;
        }

        private void read(PngChunk chunk) {
            switch (chunk.type()) {
                case "IDAT" -> {
                    isDefaultImage = isDefaultImage || (!isAfterPixels && control.isPresent());
                    isAfterPixels = true;
                    isDone = isDefaultImage;
                }
                case "fcTL" -> {
                    isDone = control.isPresent();
                    if (!isDone) readControl(chunk);
                }
                case "fdAT" -> readData(chunk);
                default -> {}
            }
        }

        private void readControl(PngChunk chunk) {
            isBroken |= !chunk.isIntact() || png.u32(chunk.start()) != 0;
            control = Optional.of(chunk);
        }

        // Sequence numbers count all chunks of the animation, and the first was the frame's control.
        private void readData(PngChunk chunk) {
            isBroken |= !chunk.isIntact() || png.u32(chunk.start()) != data.size() + 1;
            data.add(png.slice(chunk.start() + SEQUENCE_NUMBER, chunk.end()));
        }

        Optional<PngFrame> frame() {
            return control.map(chunk -> frame(chunk.start()))
                    .filter(frame -> !isBroken && isOnCanvas(frame) && isDefaultImage == frame.isDefaultImage());
        }

        private PngFrame frame(int at) {
            return new PngFrame(png.u32(at + 4), png.u32(at + 8), png.u32(at + 12), png.u32(at + 16), data);
        }

        private boolean isOnCanvas(PngFrame frame) {
            var width = png.u32(16);
            var height = png.u32(20);
            return frame.isDefaultImage()
                    ? frame.width == width && frame.height == height && frame.left == 0 && frame.top == 0
                    : frame.width > 0
                            && frame.height > 0
                            && frame.left + frame.width <= width
                            && frame.top + frame.height <= height;
        }
    }
}
