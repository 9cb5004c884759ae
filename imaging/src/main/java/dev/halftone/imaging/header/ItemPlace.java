package dev.halftone.imaging.header;

/// Where a part of an item lies in its file.
///
/// @param isFound whether it is plainly there: not in another item, nor in another file, nor beyond the end
public record ItemPlace(long item, boolean isFound, long start, long length) {
    public long end() {
        return start + length;
    }

    public boolean overlaps(ItemPlace other) {
        return start < other.end() && other.start < end();
    }
}
