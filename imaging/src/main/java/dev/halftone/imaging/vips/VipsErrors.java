package dev.halftone.imaging.vips;

import java.lang.foreign.MemorySegment;

/// libvips' error log. It is one for the process, not for the thread: where two images fail at the same moment their
/// words may be swapped or stand together, which is why nothing is decided by them.
record VipsErrors(VipsFunctions vips) {

    /// What was logged since the last time, as an exception to be thrown.
    VipsError taken() {
        var log = vips.takeErrors.pointer();
        try {
            return new VipsError(words(log));
        } finally {
            vips.free.call(log);
        }
    }

    // The last line is the call that failed; before it may stand what a loader grumbled on the way.
    private static String words(MemorySegment log) {
        return CMemory.string(log)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse("libvips gave no reason");
    }
}
