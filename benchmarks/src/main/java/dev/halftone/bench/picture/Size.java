package dev.halftone.bench.picture;

/// Width and height in pixels.
public record Size(int width, int height) {
    public static final Size SIX_MEGAPIXELS = new Size(3000, 2000);
    public static final Size ONE_MEGAPIXEL = new Size(1200, 840);

    public Size {
        if (width < 1 || height < 1) throw new IllegalArgumentException("no picture is " + width + " x " + height);
    }

    public int pixels() {
        return width * height;
    }

    @Override
    public String toString() {
        return width + " x " + height;
    }
}
