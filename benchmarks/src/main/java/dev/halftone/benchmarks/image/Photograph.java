package dev.halftone.benchmarks.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;

/// A photograph, or what stands for one: pixels of three bytes, not coded yet.
public record Photograph(BufferedImage pixels) {

    /// Drawn, of six megapixels. The same seed draws the same.
    public static Photograph synthetic(long seed) {
        return new Photograph(new DeadLeavesImage(Size.SIX_MEGAPIXELS, new Random(seed)).render());
    }

    /// Somebody's own; empty where the file is no picture, or of colours that Java cannot read (CMYK).
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

    /// Of that size: scaled down where there is more, as a shop does, and mirrored side by side where there is
    /// less, because a picture that is blown up is softer than any photograph.
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
        return halvedRepeatedly(size).draw(size, (pen, source) -> {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            pen.drawImage(source, (size.width() - width) / 2, (size.height() - height) / 2, width, height, null);
        });
    }

    /// Interpolation looks at the nearest pixels only, so it may leave out no more than every other one.
    private Photograph halvedRepeatedly(Size size) {
        var half = new Size(Math.ceilDiv(pixels.getWidth(), 2), Math.ceilDiv(pixels.getHeight(), 2));
        if (half.width() < size.width() || half.height() < size.height()) return this;
        return draw(half, (pen, source) -> {
                    pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
                    pen.drawImage(source, 0, 0, half.width(), half.height(), null);
                })
                .halvedRepeatedly(size);
    }

    private Photograph mirrored(Size size) {
        return draw(size, (pen, source) -> {
            for (var y = 0; y < size.height(); y += source.getHeight())
                for (var x = 0; x < size.width(); x += source.getWidth()) tile(pen, source, x, y);
        });
    }

    private static void tile(Graphics2D pen, BufferedImage source, int x, int y) {
        var width = source.getWidth();
        var height = source.getHeight();
        var left = x / width % 2 == 0 ? x : x + width;
        var top = y / height % 2 == 0 ? y : y + height;
        pen.drawImage(source, left, top, left == x ? width : -width, top == y ? height : -height, null);
    }

    /// The part of that size that begins at a point.
    public Photograph crop(int x, int y, Size size) {
        return new Photograph(pixels.getSubimage(x, y, size.width(), size.height()));
    }

    private interface DrawOperation {
        void draw(Graphics2D pen, BufferedImage source);
    }

    private Photograph draw(Size size, DrawOperation drawOperation) {
        var canvas = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        var pen = canvas.createGraphics();
        drawOperation.draw(pen, pixels);
        pen.dispose();
        return new Photograph(canvas);
    }

    /// Width and height in pixels.
    public record Size(int width, int height) {
        public static final Size SIX_MEGAPIXELS = new Size(3000, 2000);
        public static final Size ONE_MEGAPIXEL = new Size(1200, 840);

        public Size {
            if (width < 1 || height < 1) throw new IllegalArgumentException("no picture is " + width + " x " + height);
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
