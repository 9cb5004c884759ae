package dev.halftone.imaging;

/// An encoded image, whole, in memory. The array is not copied: its creator must not write to it afterwards.
public final class ImageBytes {
    private final byte[] array;

    public ImageBytes(byte[] array) {
        this.array = array;
    }

    /// The bytes themselves. Read only.
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
