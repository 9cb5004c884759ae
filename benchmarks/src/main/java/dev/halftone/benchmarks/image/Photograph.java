package dev.halftone.benchmarks.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/// A real or synthetic photograph: uncompressed pixels of three bytes.
public record Photograph(BufferedImage pixels) {

    /// Draws a photograph of six megapixels. The same seed always draws the same one.
    public static Photograph synthetic(long seed) {
        return new Photograph(new DeadLeavesImage(Size.SIX_MEGAPIXELS, new Random(seed)).render());
    }

    /// Reads a file; empty if it is not an image, or has colors that Java cannot read (CMYK).
    public static Optional<Photograph> read(Path file) {
        try {
            return Optional.ofNullable(ImageIO.read(file.toFile())).map(Photograph::new);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public Size size() {
        return new Size(pixels.getWidth(), pixels.getHeight());
    }

    /// Resizes to exactly this size. A larger photograph is scaled down, as an online store does. A smaller one
    /// is mirrored side by side, because an enlarged image is softer than any photograph.
    public Photograph resizedTo(Size size) {
        return covers(size) ? scaledDown(size) : mirrored(size);
    }

    private boolean covers(Size size) {
        return pixels.getWidth() >= size.width() && pixels.getHeight() >= size.height();
    }

    private Photograph scaledDown(Size size) {
        var scale = Math.max((double) size.width() / pixels.getWidth(), (double) size.height() / pixels.getHeight());
        var width = (int) Math.ceil(pixels.getWidth() * scale);
        var height = (int) Math.ceil(pixels.getHeight() * scale);
        return halvedRepeatedly(size).draw(size, (graphics, source) -> {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(source, (size.width() - width) / 2, (size.height() - height) / 2, width, height, null);
        });
    }

    /// Halves the size as often as possible. Interpolation reads only the nearest pixels, so a larger reduction
    /// in one step would skip pixels.
    private Photograph halvedRepeatedly(Size size) {
        var half = new Size(Math.ceilDiv(pixels.getWidth(), 2), Math.ceilDiv(pixels.getHeight(), 2));
        if (half.width() < size.width() || half.height() < size.height()) return this;
        return draw(half, (graphics, source) -> {
                    graphics.setRenderingHint(
                            RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
                    graphics.drawImage(source, 0, 0, half.width(), half.height(), null);
                })
                .halvedRepeatedly(size);
    }

    private Photograph mirrored(Size size) {
        return draw(size, (graphics, source) -> {
            for (var y = 0; y < size.height(); y += source.getHeight())
                for (var x = 0; x < size.width(); x += source.getWidth()) tile(graphics, source, x, y);
        });
    }

    private static void tile(Graphics2D graphics, BufferedImage source, int x, int y) {
        var width = source.getWidth();
        var height = source.getHeight();
        var left = x / width % 2 == 0 ? x : x + width;
        var top = y / height % 2 == 0 ? y : y + height;
        graphics.drawImage(source, left, top, left == x ? width : -width, top == y ? height : -height, null);
    }

    /// The part of this size whose top left corner is at `x`, `y`.
    public Photograph crop(int x, int y, Size size) {
        return new Photograph(pixels.getSubimage(x, y, size.width(), size.height()));
    }

    private interface DrawOperation {
        void draw(Graphics2D graphics, BufferedImage source);
    }

    private Photograph draw(Size size, DrawOperation drawOperation) {
        var canvas = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        var graphics = canvas.createGraphics();
        drawOperation.draw(graphics, pixels);
        graphics.dispose();
        return new Photograph(canvas);
    }

    /// Width and height in pixels.
    public record Size(int width, int height) {
        public static final Size SIX_MEGAPIXELS = new Size(3000, 2000);
        public static final Size ONE_MEGAPIXEL = new Size(1200, 840);

        public Size {
            if (width < 1 || height < 1)
                throw new IllegalArgumentException("an image cannot be " + width + " x " + height);
        }

        public int pixelCount() {
            return width * height;
        }

        @Override
        public String toString() {
            return width + " x " + height;
        }
    }
}
