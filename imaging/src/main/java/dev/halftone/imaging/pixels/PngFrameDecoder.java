package dev.halftone.imaging.pixels;

import dev.halftone.imaging.ImageBytes;
import dev.halftone.imaging.header.Bytes;
import dev.halftone.imaging.header.PngChunk;
import dev.halftone.imaging.header.PngFrame;
import dev.halftone.imaging.vips.VipsImage;
import dev.halftone.imaging.vips.VipsSession;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/// Decodes the first frame of an animated PNG as a PNG of its own, and puts it on a transparent canvas.
///
/// @param png decodes the frame
/// @param canvasWidth the width of the animation
/// @param canvasHeight the height of the animation
record PngFrameDecoder(PixelDecoder png, PngFrame frame, long canvasWidth, long canvasHeight) implements PixelDecoder {
    private static final Set<String> ANIMATION = Set.of("acTL", "fcTL", "fdAT");
    private static final int SIZE = 8;

    /// The first frame as a PNG, with the decoder that completes it. Empty if any decoder shows the right
    /// image.
    static Optional<DecoderInput> of(ImageBytes source, PixelDecoder png) {
        var bytes = new Bytes(source.array());
        return PngFrame.firstOf(bytes)
                .filter(frame -> !frame.isDefaultImage())
                .map(frame -> new DecoderInput(
                        write(bytes, frame), new PngFrameDecoder(png, frame, bytes.u32(16), bytes.u32(20))));
    }

    private static ImageBytes write(Bytes png, PngFrame frame) {
        var writer = new PngWriter(png);
        PngChunk.of(png)
                .takeWhile(chunk -> !chunk.isType("IDAT"))
                .filter(chunk -> chunk.isIntact() && !ANIMATION.contains(chunk.type()))
                .forEach(chunk -> {
                    if (chunk.isType("IHDR")) writer.write("IHDR", header(chunk, frame));
                    else writer.write(chunk);
                });
        frame.data().forEach(part -> writer.write("IDAT", part.array()));
        return writer.end();
    }

    // The frame's size, and the rest of the animation's header.
    private static byte[] header(PngChunk chunk, PngFrame frame) {
        var header = chunk.png().slice(chunk.start(), chunk.end()).array();
        if (header.length > SIZE)
            ByteBuffer.wrap(header).putInt((int) frame.width()).putInt((int) frame.height());
        return header;
    }

    @Override
    public PixelDecoder.OpenedImage open(VipsSession session) {
        return PixelDecoder.OpenedImage.ofStill(onCanvas(png.open(session).vipsImage()));
    }

    private VipsImage onCanvas(VipsImage vipsImage) {
        if (frame.width() == canvasWidth && frame.height() == canvasHeight) return vipsImage;
        var transparent = vipsImage.hasAlpha() ? vipsImage : vipsImage.apply("addalpha", "");
        return transparent.apply(
                "embed",
                "x=" + frame.left() + ",y=" + frame.top() + ",width=" + canvasWidth + ",height=" + canvasHeight);
    }

    @Override
    public VipsImage decode(PixelDecoder.OpenedImage openedImage, PixelPlan pixelPlan, VipsSession session) {
        return pixelPlan.resize(openedImage.upright(openedImage.vipsImage()));
    }
}
