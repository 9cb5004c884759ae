package dev.halftone.imaging.header;

import java.util.stream.LongStream;

/// Checks that a TIFF contains the data its first directory refers to. libtiff leaves a strip or tile black
/// if its offset is beyond the end, or its coded data is cut.
record TiffData(TiffDirectory directory) {

    // The sizes of uncompressed data need not be believed, and are often wrong. Too short a strip is an error
    // of libtiff's, but not too short a tile.
    boolean isComplete() {
        var isPlain = TiffCompression.of(directory).isNone();
        return areComplete(TiffDirectory.STRIP_OFFSETS, TiffDirectory.STRIP_SIZES, isPlain ? 0 : -1)
                && areComplete(TiffDirectory.TILE_OFFSETS, TiffDirectory.TILE_SIZES, isPlain ? tileSize() : -1);
    }

    /// @param size of each strip or tile, or -1 if the directory has to tell
    private boolean areComplete(int offsetsTag, int sizesTag, long size) {
        var offsets = directory.entry(offsetsTag);
        if (offsets.isEmpty()) return true;
        var sizes = directory.entry(sizesTag);
        return directory.areInBounds(offsets.get())
                && sizes.map(directory::areInBounds).orElse(true)
                && LongStream.range(0, offsets.get().count())
                        .allMatch(i -> directory.isInBounds(
                                directory.value(offsets.get(), i),
                                size >= 0
                                        ? size
                                        : sizes.map(found -> value(found, i)).orElse(0L)));
    }

    // Sizes may be missing. They are computed when the image is decoded.
    private long value(TiffDirectory.Values sizes, long index) {
        return index < sizes.count() ? directory.value(sizes, index) : 0;
    }

    // 0 for subsampled pixels, which take less.
    private long tileSize() {
        var samples = TiffSamples.of(directory);
        if (samples.isYcbcr()) return 0;
        var bits = directory.first(TiffDirectory.TILE_WIDTH, 0)
                * directory.first(TiffDirectory.BITS_PER_SAMPLE, 1)
                * samples.inPlane();
        return Math.ceilDiv(bits, 8L) * directory.first(TiffDirectory.TILE_HEIGHT, 0);
    }
}
