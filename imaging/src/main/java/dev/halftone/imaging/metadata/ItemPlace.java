package dev.halftone.imaging.metadata;

import dev.halftone.imaging.header.Bytes;

/// Where a part of an item lies.
///
/// @param inFile whether the offset counts from the file's start, and not in a box or another item
record ItemPlace(long item, boolean inFile, long start, long length) {
    long end() {
        return start + length;
    }

    boolean isIn(Bytes bytes) {
        return inFile && start > 0 && length >= 0 && start <= bytes.size() && length <= bytes.size() - start;
    }
}
