package dev.halftone.imaging;

/// An encoded image, whole, in memory. The array is handed over, not copied: whoever made it writes to it no more.
public final class ImageBytes {
    private final byte[] array;

    public ImageBytes(byte[] array) {
        this.array = array;
    }

    /// The bytes themselves, to be read only.
    public byte[] array() {
        return array;
    }

    public int size() {
        return array.length;
    }

    @Override
    public String toString() {
        return array.length + " bytes";
    }
}
