package dev.halftone.imaging.vips;

/// Pixels that somebody else has decoded, 8 bits a sample.
///
/// @param bands 3 for RGB, 4 for RGB and alpha (not premultiplied)
public record Raster(int width, int height, int bands, Rows rows) {
    public Raster {
        if (width < 1 || height < 1) throw new IllegalArgumentException("no picture is " + width + "x" + height);
        if (bands != 3 && bands != 4) throw new IllegalArgumentException("3 or 4 bands, not " + bands);
    }

    long rowSize() {
        return (long) width * bands;
    }

    /// Hands out rows from the top, so that the pixels need not be held twice.
    @FunctionalInterface
    public interface Rows {
        /// The samples of a row, bands interleaved. The array may be used again for the next row.
        byte[] row(int y);
    }
}
